import { isDeepStrictEqual } from 'node:util';
import type { Decision, Verdict } from '../edits/decision.ts';
import type { JsonPath, Patch, WriteResult } from './format.ts';
import { isObject, own } from './ownValue.ts';

const opposite: Readonly<Record<string, string>> = {
  a: 'b',
  b: 'a',
  A: 'B',
  B: 'A',
  chosen: 'rejected',
  rejected: 'chosen',
};

/**
 * Patches that flip a record of chosen and rejected: the two values change places, and so does every pair of fields
 * named after them (`score_chosen` and `score_rejected`, `chosen-model` and `rejected-model`). Annotators' labels, which
 * name the sides, are turned too, and a field that repeats the chosen dialogue follows it.
 */
export function flipPatches(record: unknown, chosen: string, rejected: string): Patch[] {
  if (!isObject(record)) return [];
  const patches: Patch[] = [];
  for (const name of Object.keys(record)) {
    if (!name.includes(chosen)) continue;
    const other = name.replace(chosen, rejected);
    if (Object.hasOwn(record, other) && other !== name) {
      patches.push({ kind: 'swap', first: [name], second: [other] });
    }
  }
  const annotations = own(record, 'annotations');
  if (Array.isArray(annotations)) {
    for (const [index, annotation] of annotations.entries()) {
      const label = own(annotation, 'label');
      const turned = typeof label === 'string' ? opposite[label] : undefined;
      if (turned) patches.push({ kind: 'set', path: ['annotations', index, 'label'], value: turned });
    }
  }
  return patches;
}

/** Patches that let fields which repeat the chosen dialogue (`messages`) follow it; empty where there are none. */
export function copyPatches(record: unknown, chosen: string): Patch[] {
  const dialogue = own(record, chosen);
  if (!isObject(record) || typeof dialogue !== 'object' || dialogue === null) return [];
  return Object.keys(record)
    .filter(name => name !== chosen && isDeepStrictEqual(record[name], dialogue) && name === 'messages')
    .map(name => ({ kind: 'copy', from: [chosen], to: [name] }));
}

/** What of a verdict a record of chosen and rejected can hold: that the other one is better. */
export function flipResult(decision: Decision, patches: () => readonly Patch[]): WriteResult {
  if (decision.verdict === 'b') return { patches: patches(), notExpressed: [] };
  const words = notExpressed(decision.verdict);
  return { patches: [], notExpressed: words === null ? [] : [words] };
}

/** A swap of two values. */
export function swap(first: JsonPath, second: JsonPath): Patch {
  return { kind: 'swap', first, second };
}

function notExpressed(verdict: Verdict | null): string | null {
  if (verdict === 'tie') return 'a tie';
  return verdict === 'both_bad' ? 'that both responses are bad' : null;
}

/** One result out of several. */
export function joinResults(...results: readonly WriteResult[]): WriteResult {
  return {
    patches: results.flatMap(result => result.patches),
    notExpressed: results.flatMap(result => result.notExpressed),
  };
}
