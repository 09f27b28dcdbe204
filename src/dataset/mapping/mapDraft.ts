import type { Label } from '../comparison.ts';
import type { FieldMap } from '../fieldMap.ts';

/** What of a comparison a field can be mapped to. */
export type MapField = Exclude<keyof FieldMap, 'codes'>;

/** A field map that is being made: it may lack what a whole one needs. */
export interface MapDraft {
  /** `chosen`: a field of the chosen response and one of the rejected (`a` and `b` here). `label`: two responses and a label. */
  readonly kind: 'chosen' | 'label';
  readonly fields: Readonly<Partial<Record<MapField, string>>>;
  /** What values of the label field mean, where the user said so. */
  readonly codes: Readonly<Record<string, Label>>;
}

/** The field map of a draft, or in words what it lacks. */
export function mapOfDraft({ kind, fields, codes }: MapDraft): FieldMap | string {
  const { a, b, label, ...rest } = fields;
  const [first, second] = kind === 'chosen' ? ['the chosen', 'the rejected'] : ['the first', 'the second'];
  if (a === undefined) return `Say which field holds ${first} response.`;
  if (b === undefined) return `Say which field holds ${second} response.`;
  if (a === b) return `Both responses are read from “${a}”. Choose two fields.`;
  if (kind === 'chosen') return { ...rest, a, b };
  if (label === undefined) return 'Say which field holds the label.';
  return { ...rest, a, b, label, ...(Object.keys(codes).length > 0 && { codes }) };
}
