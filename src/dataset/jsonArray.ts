import { ArraySplitter } from './arraySplitter.ts';
import type { Container } from './container.ts';
import { parseJson } from './jsonLines.ts';
import { patchRecord } from './patchRecord.ts';

/** A JSON array of records. */
export function jsonArray(start: number): Container {
  return {
    kind: 'array',
    start,
    splitter: index => new ArraySplitter(index, start),
    parse: parseJson,
    patch: patchRecord,
  };
}
