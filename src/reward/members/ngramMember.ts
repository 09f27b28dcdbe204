import { ngramTable } from '../features/ngrams.ts';
import { crossFit } from '../heads/crossFit.ts';
import { ngramHead } from '../heads/ngramHead.ts';
import { characterRows, wordRows } from '../ngramRows.ts';
import { Pace } from '../pace.ts';
import { prepare } from '../prepared.ts';
import type { RewardModel } from '../rewardModel.ts';
import { tooFew } from './tooFew.ts';

/** About 30 bytes of memory are needed for a character of the responses. */
const mostCharacters = 60e6;

/** Linear Bradley-Terry head on hashed n-grams of words (1 to 2) and characters (3 to 4) with TF-IDF. */
export const ngramMember: RewardModel = {
  id: 'ngram',
  name: 'N-gram head',
  kind: 'ngram',
  learns: true,
  async margins({ comparisons, labels, textFolds, signal, keep }) {
    const why = tooFew(labels);
    if (why) return { margins: null, why };
    const pace = new Pace(signal);
    const prepared = await prepare(comparisons, pace);
    const { items } = prepared;
    const length = items.texts.reduce((sum, text) => sum + text.length, 0);
    if (length > mostCharacters) {
      const millions = Math.round(length / 1e6);
      return {
        margins: null,
        why: `the ${millions} million characters of the responses would not fit into memory as n-grams`,
      };
    }
    const design = await ngramHead.design(prepared, pace);
    if (design.width === 0) return { margins: null, why: 'no word or n-gram occurs in two responses' };
    const { a, b } = items;
    const fitted = await crossFit(design, { a, b, labels }, textFolds, ngramHead.penalties(design), pace);
    if (keep !== undefined) {
      const [words, characters] = [await wordRows(prepared, pace), await characterRows(prepared, pace)];
      keep({ kind: 'ngram', blocks: [words, characters].map(ngramTable), weights: fitted.weights });
    }
    return fitted;
  },
};
