import type { DraftKind } from '../../dataset/draftRecord.ts';
import { isAdded } from '../../edits/addition.ts';
import { locateRequest } from '../../protocol/engine.ts';
import { wholeFile } from '../../protocol/view.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import type { CommandServices } from './services.ts';

/** Adds a comparison behind the one that an editor shows, and shows it: in the same view, if that holds it. */
export async function addComparison(panel: ComparisonPanel, kind: DraftKind, services: CommandServices): Promise<void> {
  const { document, state } = panel;
  const row = await document.addComparison(state?.row ?? 0, kind);
  const view = state?.view ?? wholeFile;
  const at = await services.engine.request(locateRequest, { doc: document.id, view, row }, undefined, 'retry');
  panel.show(at === null ? { view: wholeFile, row } : { row });
}

/** Takes the added comparison that an editor shows away again. */
export async function removeAdded(panel: ComparisonPanel): Promise<void> {
  const { document, state } = panel;
  const row = state?.row ?? 0;
  const addition = document.decisions.get(row)?.added;
  if (!isAdded(row) || addition === undefined) {
    throw new HostError(
      'Only a comparison that was added since the file was opened can be removed. Drop this one (key x): it then stays in the file and is left out of exports.',
    );
  }
  await document.removeAdded(row);
  panel.show({ row: addition.after });
}
