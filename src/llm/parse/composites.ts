import { isList, isObject, type Json } from './json.ts';
import type { Shape } from './shape.ts';

/** A list of at most `most` values: those that can be read. A single value counts as a list of one. */
export function list<T>(of: Shape<T>, most = 1000): Shape<readonly T[]> {
  return {
    schema: { type: 'array', items: of.schema, maxItems: most },
    read: value => {
      const values = isList(value) ? value : isObject(value) ? numberedValues(value) : [value];
      const read = values.slice(0, 10 * most).flatMap(item => of.read(item) ?? []);
      return read.length > 0 || (isList(value) && value.length === 0) ? read.slice(0, most) : undefined;
    },
  };
}

/**
 * A value for each of the numbers 1 to `count`, as an object with numbers for keys; those that can be read. Keys such as
 * "rule 3" count as 3; a list counts from 1.
 */
export function numbered<T>(count: number, of: Shape<T>): Shape<ReadonlyMap<number, T>> {
  const keys = Array.from({ length: count }, (_, index) => String(index + 1));
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(keys.map(key => [key, of.schema])),
      required: keys,
      additionalProperties: false,
    },
    read: value => {
      if (!isObject(value) && !isList(value)) return undefined;
      const read = new Map<number, T>();
      const entries = isList(value)
        ? value.slice(0, count).map((item, index) => [String(index + 1), item] as const)
        : Object.entries(value);
      for (const [key, item] of entries) {
        const digits = key.length <= 40 ? key.match(/\d+/g) : null;
        const number = digits?.length === 1 ? Number(digits[0]) : 0;
        const one = number >= 1 && number <= count ? of.read(item) : undefined;
        if (one !== undefined && !read.has(number)) read.set(number, one);
      }
      return read.size > 0 || count === 0 ? read : undefined;
    },
  };
}

/** Shapes of an object's fields. */
type Fields<T> = { readonly [K in keyof T]: Shape<T[K]> };

/**
 * An object with these fields. Capitals, spaces, hyphens and underscores in keys don't matter; `also` names further keys
 * of a field. An object of one field is also read from a bare value of it, or from under a single wrong key.
 */
export function record<T extends Readonly<Record<string, unknown>>>(
  fields: Fields<T>,
  also: { readonly [K in keyof NoInfer<T>]?: readonly string[] } = {},
): Shape<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  const only = names.length === 1 ? names[0] : undefined;
  const given = (object: { readonly [key: string]: Json }, name: keyof T & string): Json | undefined => {
    const wanted = [name, ...(also[name] ?? [])].map(bareKey);
    const keys = Object.keys(object).slice(0, 1000);
    const key = wanted.map(bare => keys.find(k => bareKey(k) === bare)).find(found => found !== undefined);
    if (key !== undefined) return object[key];
    return only !== undefined && keys.length === 1 ? object[keys[0]!] : undefined;
  };
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(names.map(name => [name, fields[name].schema])),
      required: names,
      additionalProperties: false,
    },
    read: value => {
      const result: Partial<T> = {};
      for (const name of names) {
        const own = isObject(value) ? given(value, name) : only !== undefined ? value : undefined;
        const read = own === undefined ? undefined : fields[name].read(own);
        if (read === undefined) return undefined;
        result[name] = read;
      }
      return result as T;
    },
  };
}

/** A field that may be missing or unreadable: then it is null. */
export function optional<T>(of: Shape<T>): Shape<T | null> {
  return { schema: of.schema, read: value => of.read(value) ?? null };
}

function bareKey(key: string): string {
  return key
    .slice(0, 80)
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** Values of an object all of whose keys are numbers. */
function numberedValues(object: { readonly [key: string]: Json }): readonly Json[] {
  const entries = Object.entries(object);
  return entries.length > 0 && entries.every(([key]) => /^\d{1,6}$/.test(key))
    ? entries.map(([, item]) => item)
    : [object];
}
