import { isList, isObject, type Json } from './json.ts';
import { readLooseJson } from './looseJson.ts';
import type { Shape } from './shape.ts';
import { withoutThoughts } from './withoutThoughts.ts';

/** What an answer says, or what is wrong with it. */
export type Parsed<T> =
  | {
      readonly ok: true;
      readonly value: T;
      /** How it was read: as the schema wants it, by guessing what was meant, or from an answer that was cut off. */
      readonly how: 'strict' | 'loose' | 'truncated';
    }
  | { readonly ok: false; readonly trouble: string };

/** Longest answer (characters) that is looked at. */
const mostCharacters = 400_000;
/** Places of an answer at which JSON is tried. */
const mostTries = 200;
/** How deep below the outermost value the wanted one may lie, and among how many. */
const mostDepth = 3;
const mostBreadth = 50;

/**
 * Reads an answer: JSON alone, in a fence, or with prose around it; single quotes, Python's words, trailing commas,
 * wrong keys, and answers that were cut off, of which what is whole is kept. Answers are hostile: sizes and depths are
 * bounded, time grows linearly with the length, and nothing in an answer is run.
 */
export function parseAnswer<T>(answer: string, shape: Shape<T>): Parsed<T> {
  const text = withoutThoughts(answer.slice(0, mostCharacters));
  if (text === '') return { ok: false, trouble: 'the answer is empty' };
  const strict = strictJson(text);
  if (strict !== undefined) {
    const direct = shape.read(strict);
    if (direct !== undefined) return { ok: true, value: direct, how: 'strict' };
    const value = within(strict, shape, mostDepth);
    if (value !== undefined) return { ok: true, value, how: 'loose' };
  }
  const { type } = shape.schema;
  let found = false;
  /** A list where an object was asked for: prose likes brackets too. */
  let second: Parsed<T> | null = null;
  let at = 0;
  for (let tries = 0; tries < mostTries; tries++) {
    const start = nextBracket(text, at);
    if (start < 0) break;
    const loose = readLooseJson(text, start);
    if (typeof loose === 'number') {
      at = loose;
      continue;
    }
    found = true;
    const value = within(loose.value, shape, mostDepth);
    if (value !== undefined) {
      const read: Parsed<T> = { ok: true, value, how: loose.truncated ? 'truncated' : 'loose' };
      if (type !== 'object' || text[start] === '{') return read;
      second ??= read;
    }
    at = loose.end;
  }
  if (second !== null) return second;
  const bare = found || type === 'object' || type === 'array' ? undefined : shape.read(text);
  if (bare !== undefined) return { ok: true, value: bare, how: 'loose' };
  return { ok: false, trouble: found ? 'the answer has another shape than asked for' : 'the answer holds no JSON' };
}

function strictJson(text: string): Json | undefined {
  if (!'{["'.includes(text[0]!) && text.length > 40) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Reads a value, or the first below it that has the shape: models like to wrap an answer once more. */
function within<T>(value: Json, shape: Shape<T>, depth: number): T | undefined {
  const own = shape.read(value);
  if (own !== undefined || depth === 0) return own;
  const children = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  for (const child of children.slice(0, mostBreadth)) {
    if (typeof child !== 'object' || child === null) continue;
    const below = within(child, shape, depth - 1);
    if (below !== undefined) return below;
  }
  return undefined;
}

function nextBracket(text: string, from: number): number {
  const object = text.indexOf('{', from);
  const array = text.indexOf('[', from);
  if (object < 0 || array < 0) return Math.max(object, array);
  return Math.min(object, array);
}
