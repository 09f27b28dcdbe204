import { isObject, own } from './ownValue.ts';

/** A layout that is known and holds no comparisons. */
export interface Layout {
  readonly name: string;
  /** What to do instead. */
  readonly hint: string;
  /** Whatever its fields are called, no two of them are responses to compare. */
  readonly hopeless: boolean;
}

interface Recogniser extends Layout {
  test(record: unknown): boolean;
}

const has = (record: unknown, ...names: string[]): boolean => names.every(name => own(record, name) !== undefined);
const noPairs = 'There are no pairs in it to compare';

const recognisers: readonly Recogniser[] = [
  {
    name: 'a PairLens review file (decisions, not comparisons)',
    hint: 'Open the dataset beside it',
    hopeless: true,
    test: record => has(record, 'key', 'occurrence', 'reviewer'),
  },
  {
    name: 'HH-RLHF red-team transcripts (ratings, not pairs)',
    hint: noPairs,
    hopeless: true,
    test: record => has(record, 'transcript', 'min_harmlessness_score_transcript'),
  },
  {
    name: 'stepwise supervision (completions, labels)',
    hint: noPairs,
    hopeless: true,
    test: record => has(record, 'completions', 'labels'),
  },
  {
    name: 'conversation logs',
    hint: 'Find comparisons in it with: pairlens mine FILE -o OUT',
    hopeless: false,
    test: record => has(record, 'conversation') || has(record, 'messages') || has(record, 'conversations'),
  },
];

/** The layout that most samples show, or null. */
export function recogniseLayout(samples: readonly unknown[]): Layout | null {
  const objects = samples.filter(isObject);
  const found = recognisers.find(({ test }) => objects.length > 0 && objects.filter(test).length > objects.length / 2);
  return found ? { name: found.name, hint: found.hint, hopeless: found.hopeless } : null;
}
