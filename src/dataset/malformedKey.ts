import { createHash } from 'node:crypto';

/**
 * Key of a line that could not be read as a comparison: 32 hex digits (the first half of a SHA-256) over a tag, the line's
 * length and its bytes. What is hashed for a comparison begins with a digit or a hyphen, so none has the text of a line.
 *
 * @param bytes the line, or its beginning where it is too long to be parsed: always the same share of it
 * @param length of the whole line, in bytes
 */
export function malformedKey(bytes: Buffer, length: number): string {
  return createHash('sha256').update(`malformed|${length}|`).update(bytes).digest('hex').slice(0, 32);
}
