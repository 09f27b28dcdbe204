import type { Label } from './comparison.ts';

/**
 * Which field of a record is what, where the user said so (`--map prompt=question,a=r1,b=r2,label=winner`). Dots go into
 * objects and lists; what begins with a slash is a JSON pointer.
 */
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
  /** A text before the prompt, and earlier turns: messages, or a list of `[question, answer]`. */
  readonly system?: string;
  readonly history?: string;
  /** Models and scores of the responses. */
  readonly modelA?: string;
  readonly modelB?: string;
  readonly scoreA?: string;
  readonly scoreB?: string;
  readonly annotator?: string;
  readonly source?: string;
  readonly id?: string;
}
