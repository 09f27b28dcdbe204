import { isObject, own } from './ownValue.ts';

/** A record that is one of several which make a list together. */
export interface GatheredPart {
  /** 1-based line of the file where it starts. */
  readonly line: number;
  readonly record: unknown;
}

/** The key under which records that were gathered from a file are held: no dataset uses it. */
export const gatheredKey = '\u0000pairlens:gathered';
/** The key of a record that could not be read when records were gathered. */
export const brokenKey = '\u0000pairlens:broken';

/** A record that could not be read, as it was found. */
export interface BrokenPart {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
  readonly cure: string;
}

/** The parts of a gathered record, or null for any other record. */
export function partsOf(record: unknown): readonly GatheredPart[] | null {
  const parts = own(record, gatheredKey);
  return Array.isArray(parts) ? (parts as GatheredPart[]) : null;
}

/** What a gathered file says of a record that it could not read, or null. */
export function brokenOf(record: unknown): BrokenPart | null {
  const broken = own(record, brokenKey);
  return isObject(broken) ? (broken as unknown as BrokenPart) : null;
}

/** Line of the source where a gathered record starts; undefined for any other record. */
export function lineOf(record: unknown): number | undefined {
  return partsOf(record)?.[0]?.line ?? brokenOf(record)?.line;
}
