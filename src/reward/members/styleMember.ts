import { crossFit } from '../heads/crossFit.ts';
import { styleScaling } from '../heads/styleDesign.ts';
import { styleHead } from '../heads/styleHead.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { tooFew } from './tooFew.ts';

/** Linear Bradley-Terry head on style and structure features. */
export const styleMember: RewardModel = {
  id: 'style',
  name: 'Style head',
  kind: 'style',
  learns: true,
  async margins({ comparisons, labels, textFolds, signal, keep }) {
    const why = tooFew(labels);
    if (why) return { margins: null, why };
    const pace = new Pace(signal);
    const prepared = await prepare(comparisons, pace);
    const design = await styleHead.design(prepared, pace);
    if (design.width === 0) return { margins: null, why: 'the two responses never differ in style' };
    const { a, b } = prepared.items;
    const fitted = await crossFit(design, { a, b, labels }, textFolds, styleHead.penalties(design), pace);
    keep?.({ kind: 'style', scaling: styleScaling(prepared.style, prepared.items, true), weights: fitted.weights });
    return fitted;
  },
};
