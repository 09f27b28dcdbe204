import type { Comparison, Label } from '../../../../src/dataset/comparison.ts';
import type { Random } from '../../../../src/reward/random.ts';

/** A comparison of two named models' answers. */
export interface Met {
  readonly a: string;
  readonly b: string;
  readonly label: Label | null;
  readonly prompt?: number;
  readonly positioned?: boolean;
  readonly fields?: Comparison['fields'];
  readonly turned?: true;
  readonly listId?: string;
  readonly votes?: readonly (Label | null)[];
}

/** Comparisons of named models; each has its own prompt and texts unless said. */
export function metModels(rows: readonly Met[]): Comparison[] {
  return rows.map(({ a, b, label, prompt, positioned = false, fields = {}, turned, listId, votes = [] }, row) => ({
    row,
    line: row + 1,
    key: String(row),
    prompt: [{ role: 'user', content: `Question ${prompt ?? row}` }],
    a: { messages: [{ role: 'assistant', content: `${a} on ${prompt ?? row}` }], model: a },
    b: { messages: [{ role: 'assistant', content: `${b} on ${prompt ?? row}` }], model: b },
    label,
    annotations: votes.map((vote, j) => ({ annotator: `w${j}`, label: vote })),
    positioned,
    fields,
    ...(turned && { turned }),
    ...(listId !== undefined && { listId }),
  }));
}

/** A draw from the standard normal distribution (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
