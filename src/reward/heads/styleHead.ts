import { denseDesign } from './design.ts';
import { evenPenalties, type LinearHead } from './linearHead.ts';
import { standardised } from './styleDesign.ts';

const strengths = [1000, 300, 100, 30];

/** Linear head on style and structure features. */
export const styleHead: LinearHead = {
  async design({ items, style }) {
    const { values, width } = standardised(style, items, true);
    return denseDesign(values, width);
  },
  penalties: design => evenPenalties(strengths, design),
};
