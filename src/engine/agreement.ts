import type { Label } from '../dataset/comparison.ts';
import type { FileDataset } from '../dataset/fileDataset.ts';
import type { Decision } from '../edits/decision.ts';
import type { Agreement, CheckPlan, Tally } from '../protocol/review.ts';
import { exactInterval } from '../reward/exactInterval.ts';
import { fewestChecks } from '../reward/randomCheck.ts';
import { isJudged } from './isJudged.ts';
import type { OpenDocument } from './openDocument.ts';

/** Labels of rows as they were read; reading them at every verdict would take longer the more there are. */
const labels = new WeakMap<FileDataset, Map<number, Label | null>>();

/** The verdicts that were given without the label in view, held against labels, ensemble and their own repeats. */
export async function readAgreement(doc: OpenDocument): Promise<Agreement> {
  const given = [...doc.decisions].filter(([, one]) => one.given === 'blind' || one.given === 'random');
  const recorded = await recordedLabels(doc, given);
  const blind = { label: tally(), ensemble: tally() };
  const check = { label: tally(), ensemble: tally(), self: tally() };
  let undecided = 0;
  for (const [row, decision] of given) {
    const { verdict } = decision;
    const random = decision.given === 'random';
    if (random && decision.again !== undefined) count(check.self, decision.again === verdict);
    if (verdict !== 'a' && verdict !== 'b') {
      if (random && isJudged(verdict)) undecided++;
      continue;
    }
    const label = recorded.get(row);
    if (label === 'a' || label === 'b') {
      for (const one of random ? [blind, check] : [blind]) count(one.label, label === verdict);
    }
    const foreseen = ensembleSide(doc, row);
    if (foreseen !== null) {
      for (const one of random ? [blind, check] : [blind]) count(one.ensemble, foreseen === verdict);
    }
  }
  const { agree, of } = check.label;
  return { blind, check: { ...check, undecided, wrong: exactInterval(of - agree, of), needed: fewestChecks } };
}

/** What there is to check, and what checks of some sizes tell. */
export async function readCheckPlan(doc: OpenDocument, sizes: readonly number[]): Promise<CheckPlan> {
  await doc.facts;
  const choices = sizes.slice(0, 20).flatMap(n => {
    if (!Number.isInteger(n) || n < 1 || n > 100_000) return [];
    const [tenth, third] = [exactInterval(Math.round(n / 10), n), exactInterval(Math.round(n / 3), n)];
    return tenth === null || third === null ? [] : [{ n, tenth, third }];
  });
  return { ...(await doc.checks.pool()), choices };
}

/** The response that the ensemble prefers, out of fold; null where it has no opinion. */
function ensembleSide(doc: OpenDocument, row: number): 'a' | 'b' | null {
  const audited = doc.auditedRow(row);
  if (audited === undefined || audited.p === null || audited.p === 0.5) return null;
  if (audited.label !== 'a' && audited.label !== 'b') return null;
  return audited.p > 0.5 === (audited.label === 'a') ? 'a' : 'b';
}

async function recordedLabels(
  doc: OpenDocument,
  given: readonly (readonly [number, Decision])[],
): Promise<ReadonlyMap<number, Label | null>> {
  const known = labels.get(doc.dataset) ?? new Map<number, Label | null>();
  labels.set(doc.dataset, known);
  const missing = given.filter(([row]) => !known.has(row));
  for (const row of await doc.readRows(missing.map(([row]) => row))) {
    const before = doc.decisions.get(row.row)?.recorded;
    known.set(row.row, before ?? (row.kind === 'comparison' ? row.comparison.label : null));
  }
  return known;
}

function tally(): { agree: number; of: number } & Tally {
  return { agree: 0, of: 0 };
}

function count(into: { agree: number; of: number }, agrees: boolean): void {
  into.of++;
  if (agrees) into.agree++;
}
