import { crossFit } from '../heads/crossFit.ts';
import { denseDesign } from '../heads/design.ts';
import { standardised } from '../heads/styleDesign.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { tooFew } from './tooFew.ts';

const strengths = [1000, 300, 100, 30];

/** Linear Bradley-Terry head on style and structure features. */
export const styleMember: RewardModel = {
  id: 'style',
  name: 'Style head',
  kind: 'style',
  learns: true,
  async margins({ comparisons, labels, textFolds, signal }) {
    const why = tooFew(labels);
    if (why) return { margins: null, why };
    const pace = new Pace(signal);
    const { items, style } = await prepare(comparisons, pace);
    const { values, width } = standardised(style, items, true);
    if (width === 0) return { margins: null, why: 'the two responses never differ in style' };
    const design = denseDesign(values, width);
    const penalties = strengths.map(lambda => new Float64Array(width).fill(lambda));
    const { margins } = await crossFit(design, { a: items.a, b: items.b, labels }, textFolds, penalties, pace);
    return { margins };
  },
};
