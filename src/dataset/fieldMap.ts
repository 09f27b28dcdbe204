import type { Label } from './comparison.ts';

/** Which field of a record is what, where the user said so (`--map prompt=question,a=r1,b=r2,label=winner`). Dots go into objects. */
export interface FieldMap {
  /** Several fields joined by `+` are read one after the other, a line each. */
  readonly prompt?: string;
  /** Response a, or `chosen`. */
  readonly a: string;
  /** Response b, or `rejected`. */
  readonly b: string;
  /** Absent: response a is the chosen one. */
  readonly label?: string;
  /** What the label field's codes mean; words such as `a`, `model_b`, `tie` need none. */
  readonly codes?: Readonly<Record<string, Label>>;
  readonly annotator?: string;
  readonly source?: string;
  readonly id?: string;
}
