import type { JsonSchema } from '../languageModel.ts';
import type { Json } from './json.ts';

/**
 * What an answer should look like: one definition for the JSON Schema that the server is given and for the reader of
 * what comes back, which takes more than the schema allows.
 */
export interface Shape<T> {
  readonly schema: JsonSchema;
  /** Reads a value; undefined where it can't be taken for one of this shape. */
  read(value: Json): T | undefined;
}

/** The type that a shape reads. */
export type Of<S> = S extends Shape<infer T> ? T : never;
