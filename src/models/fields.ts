/** A JSON object of unknown shape. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value of a file's content that is not what it must be; the message is the end of a sentence: "`x` is no number". */
export class FieldError extends Error {
  override readonly name = 'FieldError';
}

/** The object at `key`. @throws FieldError */
export function objectAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  if (!isFields(value)) throw new FieldError(`\`${key}\` is no object`);
  return value;
}

/** The text at `key`, of at most 100,000 characters. @throws FieldError */
export function textAt(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string') throw new FieldError(`\`${key}\` is no text`);
  if (value.length > 100_000) throw new FieldError(`\`${key}\` is longer than 100,000 characters`);
  return value;
}

/** The number at `key`. @throws FieldError unless it is finite */
export function numberAt(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FieldError(`\`${key}\` is no number`);
  return value;
}

/** The whole number at `key`, at least `least`. @throws FieldError */
export function wholeAt(fields: Fields, key: string, least: number): number {
  const value = numberAt(fields, key);
  if (!Number.isSafeInteger(value) || value < least) {
    throw new FieldError(`\`${key}\` is no whole number of at least ${least}`);
  }
  return value;
}

/** The list at `key`. @throws FieldError */
export function listAt(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  if (!Array.isArray(value)) throw new FieldError(`\`${key}\` is no list`);
  return value;
}

/** The value at `key` if it is one of `choices`. @throws FieldError */
export function choiceAt<const T extends string | number>(fields: Fields, key: string, choices: readonly T[]): T {
  const found = choices.find(choice => choice === fields[key]);
  if (found === undefined) throw new FieldError(`\`${key}\` is none of ${choices.join(', ')}`);
  return found;
}
