/** Which field of a record is what, where the user said so (`--map prompt=question,a=r1,b=r2,label=winner`). Dots go into objects. */
export interface FieldMap {
  readonly prompt?: string;
  /** Response a, or `chosen`. */
  readonly a: string;
  /** Response b, or `rejected`. */
  readonly b: string;
  /** Absent: response a is the chosen one. */
  readonly label?: string;
  readonly annotator?: string;
  readonly source?: string;
  readonly id?: string;
}
