import type { DraftKind } from '../../dataset/draftRecord.ts';
import { actionBetween } from '../../edits/actionBetween.ts';
import { isAdded } from '../../edits/addition.ts';
import { undecided } from '../../edits/decision.ts';
import { decisionAt } from '../../edits/decisions.ts';
import { draftRequest } from '../../protocol/deciding.ts';
import { locateRequest } from '../../protocol/reading.ts';
import { wholeFile } from '../../protocol/view.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { HostError } from '../hostError.ts';
import type { CommandServices } from './services.ts';

const labels: Readonly<Record<DraftKind, string>> = { copy: 'Duplicate Comparison', blank: 'Add Comparison' };

/** Adds a comparison behind the one that an editor shows, and shows it: in the same view, if that holds it. */
export async function addComparison(
  panel: ComparisonPanel,
  kind: DraftKind,
  { engine }: CommandServices,
): Promise<void> {
  const { document, state } = panel;
  const row = await addBehind(document, state?.row ?? 0, kind, engine);
  const view = state?.view ?? wholeFile;
  const at = await engine.request(locateRequest, { doc: document.id, view, row }, undefined, 'retry');
  panel.show(at === null ? { view: wholeFile, row } : { row });
}

/**
 * Adds a comparison behind a row: a copy of it, or a blank one.
 * @returns the row number of the new one
 */
export async function addBehind(
  document: ComparisonDocument,
  row: number,
  kind: DraftKind,
  engine: EngineClient,
): Promise<number> {
  let added = row;
  await document.editWith(async () => {
    const draft = await engine.request(draftRequest, { doc: document.id, row, kind }, undefined, 'retry');
    added = draft.row;
    return { type: 'addition', row: added, at: new Date().toISOString(), addition: draft.addition };
  }, labels[kind]);
  return added;
}

/** Takes the added comparison that an editor shows away again, with all that was decided about it. */
export async function removeAdded(panel: ComparisonPanel): Promise<void> {
  const { document, state } = panel;
  const row = state?.row ?? 0;
  const addition = document.decisions.get(row)?.added;
  if (!isAdded(row) || addition === undefined) {
    throw new HostError(
      'Only a comparison that was added since the file was opened can be removed. Drop this one (key x): it then stays in the file and is left out of exports.',
    );
  }
  await document.editWith(decisions => {
    const at = new Date().toISOString();
    return actionBetween(row, decisionAt(decisions, row), { ...undecided, at });
  }, 'Remove Added Comparison');
  panel.show({ row: addition.after });
}
