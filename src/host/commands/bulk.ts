import * as vscode from 'vscode';
import { type BulkChange, planBulk } from '../../edits/bulk.ts';
import { scopeRequest } from '../../protocol/scopes.ts';
import type { Scope } from '../../protocol/view.ts';
import type { BulkKind } from '../../protocol/webview.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';
import { bulkChoices, bulkDetail, bulkTitle, plainChange } from './bulkKinds.ts';
import { askTag } from './bulkTags.ts';
import { exportScope } from './exportScope.ts';
import { filterWords } from './filterWords.ts';
import type { CommandServices } from './services.ts';
import { withCancel } from './withCancel.ts';

/**
 * Does something to all comparisons of a scope: asks what (with `kind` null), counts, says what would happen, and does it
 * once the user agrees, as one step of the undo stack.
 */
export async function bulk(
  document: ComparisonDocument,
  scope: Scope,
  kind: BulkKind | null,
  services: CommandServices,
): Promise<void> {
  const chosen = kind ?? (await pickKind(scope, services));
  if (chosen === null) return;
  if (chosen === 'export') return exportScope(document, scope, services);
  if (document.readOnly !== null) throw new HostError(document.readOnly);
  const change = await changeOf(chosen, document, services);
  if (change !== null) await applyToAll(document, scope, change, services);
}

async function pickKind(scope: Scope, { dialogs }: CommandServices): Promise<BulkKind | null> {
  const title = scope.rows === undefined ? `Apply to All in ${filterWords(scope.view)}` : 'Apply to the Selection';
  const items = bulkChoices.map(({ kind, ...texts }) => ({ ...texts, choice: kind }));
  return (await dialogs.pick(items, { title }))?.choice ?? null;
}

/** The change behind a choice, after what it needs to know; null if the user changed their mind. */
async function changeOf(
  kind: Exclude<BulkKind, 'export'>,
  document: ComparisonDocument,
  { dialogs, engine }: CommandServices,
): Promise<BulkChange | null> {
  if (kind === 'addTag' || kind === 'removeTag') {
    const tag = await askTag(kind, document, { dialogs, engine });
    return tag === null ? null : { kind, tag };
  }
  if (kind !== 'note') return plainChange(kind);
  const note = await dialogs.input({
    title: 'Write a Note on All',
    prompt: 'It takes the place of notes that are there. Leave it empty to remove them.',
  });
  return note === undefined ? null : { kind, note: note.trim() };
}

async function applyToAll(
  document: ComparisonDocument,
  scope: Scope,
  change: BulkChange,
  { dialogs, engine }: CommandServices,
): Promise<void> {
  const { name } = document;
  const found = await withCancel(`Counting comparisons of ${name}`, token =>
    engine.request(scopeRequest, { doc: document.id, scope }, token, 'retry'),
  );
  if (found === null) return;
  const { total, groups } = found;
  await document.whole();
  const at = new Date().toISOString();
  const gentle = planBulk(document.decisions, groups, change, { replace: false, at });
  const full = gentle.judged > 0 ? planBulk(document.decisions, groups, change, { replace: true, at }) : gentle;
  if (full.changed === 0) {
    const text = `Nothing to do: of ${total.toLocaleString('en-US')} rows, none would change.`;
    await dialogs.ask({ severity: 'information', text });
    return;
  }
  const title = (count: number): string => bulkTitle(change, count);
  const shown = scope.rows === undefined ? filterWords(scope.view) : 'the selection';
  const some = gentle.changed > 0 ? [title(gentle.changed)] : [];
  const all = full.changed > gentle.changed ? [`${title(full.changed)}, verdicts replaced`] : [];
  const answer = await dialogs.ask(
    {
      severity: 'warning',
      text: `${title(gentle.changed > 0 ? gentle.changed : full.changed)}?`,
      detail: bulkDetail(gentle, total, shown),
    },
    ...some,
    ...all,
  );
  if (answer === undefined) return;
  const replace = all.includes(answer);
  const label = title(replace ? full.changed : gentle.changed);
  const done = await withCancel(label, (token, report) =>
    // Decided anew when its turn comes: a verdict may have been given meanwhile.
    document.editWith(decisions => planBulk(decisions, groups, change, { replace, at }).action, label, {
      token,
      report,
    }),
  );
  if (done === null) return;
  void vscode.window.setStatusBarMessage(`$(check) ${label}: done. Undo brings them back.`, 6000);
}
