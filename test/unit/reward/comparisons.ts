import type { Annotation, Comparison, Label } from '../../../src/dataset/comparison.ts';
import { Random } from '../../../src/reward/random.ts';

/** Parts of a hand-written comparison. */
export interface Written {
  readonly prompt?: string;
  readonly a: string;
  readonly b: string;
  readonly label?: Label | null;
  readonly scores?: readonly [number, number];
  readonly votes?: readonly (readonly [string, Label])[];
  readonly source?: string;
  readonly promptB?: string;
}

/** Comparisons from texts, one a row. */
export function written(...rows: readonly Written[]): Comparison[] {
  return rows.map((row, i) => ({
    row: i,
    line: i + 1,
    key: String(i),
    prompt: [{ role: 'user', content: row.prompt ?? 'How do I keep bread fresh for longer at home?' }],
    a: response(row.a, row.scores?.[0]),
    b: response(row.b, row.scores?.[1]),
    label: row.label === undefined ? 'a' : row.label,
    annotations: (row.votes ?? []).map(([annotator, label]): Annotation => ({ annotator, label })),
    positioned: false,
    fields: {},
    ...(row.source === undefined ? {} : { source: row.source }),
    ...(row.promptB === undefined ? {} : { promptB: [{ role: 'user', content: row.promptB }] }),
  }));
}

function response(text: string, score: number | undefined): Comparison['a'] {
  return { messages: [{ role: 'assistant', content: text }], ...(score === undefined ? {} : { score }) };
}

const nouns = 'bread river engine violin garden planet window battery recipe market ticket ladder camera forest'.split(
  ' ',
);
const verbs = 'keeps moves turns opens builds finds holds saves carries brings'.split(' ');

/** A made-up sentence. */
export function sentence(random: Random): string {
  const pick = (from: readonly string[]): string => from[random.below(from.length)]!;
  return `The ${pick(nouns)} ${pick(verbs)} a ${pick(nouns)} near the ${pick(nouns)} and ${pick(verbs)} it.`;
}

/**
 * A dataset in which the response with a list is better; sides in random order. The truth is +1 where a is.
 */
export function listsWin(count: number, seed: number): { comparisons: Comparison[]; truth: Int8Array } {
  const random = new Random(seed);
  const truth = new Int8Array(count);
  const rows = Array.from({ length: count }, (_, i): Written => {
    const better = `${sentence(random)}\n- ${sentence(random)}\n- ${sentence(random)}`;
    const worse = `${sentence(random)} ${sentence(random)} ${sentence(random)}`;
    truth[i] = random.next() < 0.5 ? 1 : -1;
    const prompt = `Question ${i}: what about the ${nouns[random.below(nouns.length)]} number ${random.below(100000)}?`;
    return truth[i] > 0 ? { prompt, a: better, b: worse, label: 'a' } : { prompt, a: worse, b: better, label: 'b' };
  });
  return { comparisons: written(...rows), truth };
}
