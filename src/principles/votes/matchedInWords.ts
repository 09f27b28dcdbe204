import type { MatchedVotes } from './matchVotes.ts';

const count = (n: number): string => n.toLocaleString('en-US');

/**
 * What a file of votes holds of a dataset, in sentences: first how much, then what did not fit.
 *
 * @param name - of the file or folder
 * @param comparisons - how many the dataset has
 */
export function matchedInWords(
  matched: MatchedVotes,
  name: string,
  comparisons: number,
): readonly [string, ...string[]] {
  const some = (n: number, words: string): string[] => (n > 0 ? [`${count(n)} ${words}`] : []);
  return [
    `${name} holds votes of ${count(matched.principles.length)} principles on ${count(matched.matched.size)} of ${count(comparisons)} comparisons.`,
    ...some(matched.unmatched, 'comparisons have no votes there; principles are chosen and checked without them.'),
    ...some(matched.unused, 'comparisons of it are not in the dataset.'),
    ...some(matched.unreadable, 'votes are marked as invalid there and abstain.'),
    ...some(matched.measured.length, 'of its principles are measurable ones; they keep their exact votes.'),
    ...(matched.proposalsKnown
      ? []
      : [
          `${name} does not say which labels its principles were proposed from. If it was these, held-out figures may flatter them.`,
        ]),
  ];
}
