import type { Verdict } from '../edits/decision.ts';
import type { Label } from './comparison.ts';
import type { JsonPath, WriteResult } from './format.ts';
import { type LabelCodes, writeLabel } from './labels.ts';
import { ownAt } from './ownValue.ts';

const inWords: Readonly<Record<Label, string>> = {
  a: 'the label',
  b: 'the label',
  tie: 'a tie',
  both_bad: 'that both responses are bad',
};

/** Writes a verdict into a label field, in the codes and the type that the file uses. */
export function labelResult(
  record: unknown,
  path: JsonPath,
  codes: LabelCodes,
  before: Label | null,
  verdict: Verdict | null,
): WriteResult {
  if (verdict === null || verdict === 'drop' || verdict === 'later' || verdict === before) {
    return { patches: [], notExpressed: [] };
  }
  const value = writeLabel(verdict, codes, ownAt(record, path));
  return value === undefined
    ? { patches: [], notExpressed: [inWords[verdict]] }
    : { patches: [{ kind: 'set', path, value }], notExpressed: [] };
}
