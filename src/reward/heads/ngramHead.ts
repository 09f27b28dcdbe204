import { characterRows, wordRows } from '../ngramRows.ts';
import { sideBySide, sparseDesign } from './design.ts';
import { evenPenalties, type LinearHead } from './linearHead.ts';

const strengths = [10, 3];

/** Linear head on hashed n-grams of words (1 to 2) and of characters (3 to 4), each part scaled to unit length. */
export const ngramHead: LinearHead = {
  async design(prepared, pace) {
    const words = sparseDesign(await wordRows(prepared, pace));
    return sideBySide([words, sparseDesign(await characterRows(prepared, pace))]);
  },
  penalties: design => evenPenalties(strengths, design),
};
