import type { Json } from './json.ts';
import type { Shape } from './shape.ts';

/** A text that isn't blank; trimmed, and cut after `most` characters. Numbers are taken as their digits. */
export function text(most = 2000): Shape<string> {
  return {
    schema: { type: 'string' },
    read: value => {
      const written = typeof value === 'number' ? String(value) : value;
      if (typeof written !== 'string') return undefined;
      return (
        written
          .slice(0, 4 * most)
          .trim()
          .slice(0, most)
          .trim() || undefined
      );
    },
  };
}

/** A whole number in a range; also as text that holds exactly one number: "3", "#3", "rule 3". */
export function integer(least: number, most: number): Shape<number> {
  return {
    schema: { type: 'integer', minimum: least, maximum: most },
    read: value => {
      const number = typeof value === 'number' ? value : onlyNumber(value);
      return number !== null && Number.isInteger(number) && number >= least && number <= most ? number : undefined;
    },
  };
}

/** True or false; also as yes and no, in words. */
export function flag(): Shape<boolean> {
  return {
    schema: { type: 'boolean' },
    read: value => {
      if (typeof value === 'boolean') return value;
      const word = wordOf(value);
      if (['true', 'yes', 'y', '1'].includes(word)) return true;
      return ['false', 'no', 'n', '0'].includes(word) ? false : undefined;
    },
  };
}

/**
 * One of several words. Capitals, quotes and punctuation around it don't matter; `also` names further spellings of one.
 * null is a word where `also` maps 'null'.
 */
export function choice<const T extends string>(
  options: readonly T[],
  also: Readonly<Record<string, T>> = {},
): Shape<T> {
  const spellings = new Map<string, T>(Object.entries(also).map(([word, option]) => [wordOf(word), option]));
  for (const option of options) spellings.set(wordOf(option), option);
  return { schema: { type: 'string', enum: options }, read: value => spellings.get(wordOf(value)) };
}

function onlyNumber(value: Json): number | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const found = value.match(/-?\d+/g);
  return found?.length === 1 ? Number(found[0]) : null;
}

/** A value as one word in small letters, without what stands around it. */
function wordOf(value: Json): string {
  if (typeof value === 'object' && value !== null) return '';
  const written = String(value).slice(0, 80).toLowerCase();
  const bare = written.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]{1,20}$/u, '');
  return bare === '' ? written.trim() : bare;
}
