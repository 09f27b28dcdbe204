import { createHash } from 'node:crypto';
import type { Comparison } from '../dataset/comparison.ts';
import { ExportError } from './exportError.ts';
import { nearPrompts, promptGroups } from './promptGroups.ts';

/** How to split. */
export interface SplitChoice {
  /** Share of the comparisons that go to the test file: above 0, below 1. */
  readonly testShare: number;
  /** The same seed gives the same split, and adding comparisons moves few of the others. */
  readonly seed: number;
}

/** A split of comparisons into training and test. */
export interface Split extends SplitChoice {
  /** Along the comparisons: 1 where it is of the test file. */
  readonly test: Uint8Array;
  readonly trainCount: number;
  readonly testCount: number;
  /** Groups of comparisons that had to stay together, and the size of the largest. */
  readonly groups: number;
  readonly largest: number;
}

/** The rule of the split, for whoever reads the card. */
export const splitRule = `No prompt is on both sides. Comparisons stay together if their prompts are the same but for case, spacing and punctuation, open with the same turn of the user, or are near-duplicates (estimated Jaccard similarity of four-word shingles at least ${nearPrompts}); if they are of one list; or if they compare the same two responses.`;

/**
 * Splits comparisons into training and test, whole groups of prompts at a time. Groups are taken for the test file in the
 * order of a hash of their prompts and the seed, as long as they fit its share.
 *
 * @throws ExportError where no group is small enough for the test file, or there are fewer than two
 */
export function splitByPrompt(comparisons: readonly Comparison[], { testShare, seed }: SplitChoice): Split {
  if (!(testShare > 0 && testShare < 1)) throw new ExportError(`A test share of ${testShare} is not between 0 and 1.`);
  const { of, count, largest, texts } = promptGroups(comparisons);
  if (count < 2) {
    throw new ExportError(
      `The ${comparisons.length} comparisons have one prompt or list between them, so they can't be split without a leak. Export them without a split.`,
    );
  }
  const sizes = new Int32Array(count);
  const names = new Array<string>(count).fill('');
  for (const [i, text] of texts.entries()) {
    const group = of[i]!;
    sizes[group]!++;
    const name = createHash('sha256').update(`${seed}\u0000${text}`, 'utf8').digest('hex');
    // The least name of a group is the same in whatever order its comparisons stand.
    if (names[group] === '' || name < names[group]!) names[group] = name;
  }
  const order = [...names.keys()].toSorted((x, y) => (names[x]! < names[y]! ? -1 : 1));
  const wanted = Math.max(1, Math.round(testShare * comparisons.length));
  const inTest = new Uint8Array(count);
  let testCount = 0;
  for (const group of order) {
    if (testCount + sizes[group]! > wanted) continue;
    inTest[group] = 1;
    testCount += sizes[group]!;
    if (testCount === wanted) break;
  }
  if (testCount === 0) {
    throw new ExportError(
      `The smallest group of comparisons with one prompt holds ${Math.min(...sizes)} of ${comparisons.length}, more than the ${wanted} of the test file. Ask for a larger test share.`,
    );
  }
  return {
    testShare,
    seed,
    test: Uint8Array.from(of, group => inTest[group]!),
    trainCount: comparisons.length - testCount,
    testCount,
    groups: count,
    largest,
  };
}
