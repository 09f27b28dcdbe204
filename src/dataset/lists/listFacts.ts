import { recordFacts } from '../recordFacts.ts';
import type { RankedList } from './listReader.ts';

/** Id, source and the remaining scalars of a record that holds a list. */
export function listFacts(record: unknown, used: readonly string[]): RankedList['facts'] {
  const { annotations: _, ...facts } = recordFacts(record, { used: new Set(used), label: null });
  return facts;
}
