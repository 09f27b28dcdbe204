import type { Comparison } from '../comparison.ts';

/** What a comparison may hold beside its texts and its label. */
export type Extra = 'id' | 'source' | 'models' | 'scores' | 'strength' | 'annotations' | 'list';

/** What a comparison becomes in another format: its records, or why it can't be one. */
export type Made = { readonly records: readonly object[] } | { readonly refused: string };

/** A format that comparisons are written in. */
export interface Target {
  /** For `--to`. */
  readonly id: string;
  /** For users: "TRL preference, conversational, explicit prompt". */
  readonly name: string;
  /** How the records are held: a line each, the rows of separated values, or one document. */
  readonly container: 'lines' | 'csv' | 'annotated-pairs';
  /** What of a comparison it has a place for, beside its texts and its label. */
  readonly keeps: readonly Extra[];
  /** Whether ties and "both bad" have a place. */
  readonly ties?: true;
  /** Whether several comparisons of one list become one record: it is then given them together. */
  readonly listwise?: true;
  make(comparisons: readonly Comparison[]): Made;
}

const words: Readonly<Record<Extra, string>> = {
  id: 'ids',
  source: 'sources',
  models: 'names of models',
  scores: 'scores',
  strength: 'strengths of labels',
  annotations: 'annotators',
  list: 'which comparisons are of one list',
};

/** What a comparison holds that a target has no place for, in words: "annotators". */
export function lostIn(comparison: Comparison, { keeps }: Pick<Target, 'keeps'>): string[] {
  const { a, b } = comparison;
  const held: Readonly<Record<Extra, boolean>> = {
    id: comparison.id !== undefined,
    source: comparison.source !== undefined,
    models: a.model !== undefined || b.model !== undefined,
    scores: a.score !== undefined || b.score !== undefined,
    strength: comparison.labelStrength !== undefined,
    annotations: comparison.annotations.length > 0,
    list: comparison.listId !== undefined,
  };
  const lost = (Object.keys(held) as Extra[])
    .filter(extra => held[extra] && !keeps.includes(extra))
    .map(extra => words[extra]);
  const fields = Object.keys(comparison.fields).length > 0 ? ['other fields of the records'] : [];
  return [...lost, ...fields];
}
