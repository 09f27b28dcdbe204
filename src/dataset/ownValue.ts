import type { JsonPath } from './format.ts';

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for JSON objects (not arrays, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object's own value of a key: a field named `constructor` is not found unless the record has it. */
export function own(object: unknown, key: string | number): unknown {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, key)
    ? (object as Record<string | number, unknown>)[key]
    : undefined;
}

/** The value at a path, or undefined. */
export function ownAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((at, key) => own(at, key), value);
}

/** The text at a key, or undefined where it is absent or no string. */
export function ownText(object: unknown, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' ? value : undefined;
}

/** A finite number, given as a number or (as CSV must) as text. */
export function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
