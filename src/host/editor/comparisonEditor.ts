import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { whyReadOnly } from '../access.ts';
import type { Dialogs } from '../dialogs.ts';
import { pathOf } from '../documentUri.ts';
import { HostError, messageOf } from '../hostError.ts';
import { reviewerName } from '../reviewer.ts';
import { readSettings } from '../settings.ts';
import { removeLeftCopies } from './comparedCopy.ts';
import { ComparisonDocument } from './comparisonDocument.ts';
import { ComparisonPanel, type PanelServices } from './comparisonPanel.ts';
import type { OpenComparisons } from './openComparisons.ts';
import { watchOutsideChanges } from './outsideChanges.ts';

/** Id of the custom editor, as in the manifest. */
export const comparisonEditorId = 'pairlens.comparison';

/** What the editor needs of the extension beside what its panels need. */
export interface EditorServices extends PanelServices {
  readonly dialogs: Dialogs;
  readonly storage: string;
  readonly comparisons: OpenComparisons;
}

/** Opens preference files as comparisons: VS Code's save, undo, backup and hot exit, done by document and engine. */
export class ComparisonEditor implements vscode.CustomEditorProvider<ComparisonDocument> {
  private readonly changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<ComparisonDocument>>();
  readonly onDidChangeCustomDocument = this.changed.event;
  private swept: Promise<void> | null = null;

  constructor(private readonly services: EditorServices) {}

  async openCustomDocument(
    uri: vscode.Uri,
    { backupId }: vscode.CustomDocumentOpenContext,
    token: vscode.CancellationToken,
  ): Promise<ComparisonDocument> {
    const { engine, storage, dialogs, log } = this.services;
    pathOf(uri);
    this.swept ??= removeLeftCopies(storage).catch(error => log.warn(`Old copies stay: ${messageOf(error)}`));
    const backup = backupId === undefined ? {} : { backup: vscode.Uri.parse(backupId).fsPath };
    const [reviewer, readOnly] = await Promise.all([reviewerName(uri), whyReadOnly(uri)]);
    const { applyToRecord, pairs } = readSettings(uri);
    const document = await ComparisonDocument.open(
      uri,
      { engine, storage, reviewer, applyToRecord, pairs, readOnly, ...backup },
      token,
    );
    document.onDidEdit(edit => this.changed.fire({ document, ...edit }));
    const watching = watchOutsideChanges(document, this.services);
    document.onDidDispose(() => watching.dispose());
    if (backupId === undefined && document.opened.recoverable > 0) void offerRecovery(document, dialogs);
    return document;
  }

  resolveCustomEditor(document: ComparisonDocument, panel: vscode.WebviewPanel): void {
    this.services.comparisons.add(new ComparisonPanel(document, panel, this.services));
  }

  async saveCustomDocument(document: ComparisonDocument, token: vscode.CancellationToken): Promise<void> {
    const saved = (await document.save(token)) ?? (await overwriteIfWanted(document, this.services.dialogs, token));
    if (saved.sidecarOnly === '') return;
    const text = `Saved ${document.name}: ${saved.sidecarOnly}`;
    void this.services.dialogs.ask({ severity: 'information', text });
  }

  async saveCustomDocumentAs(document: ComparisonDocument, destination: vscode.Uri, token: vscode.CancellationToken) {
    await document.saveCopy(pathOf(destination), token);
  }

  async revertCustomDocument(document: ComparisonDocument): Promise<void> {
    await document.revert();
  }

  async backupCustomDocument(
    document: ComparisonDocument,
    { destination }: vscode.CustomDocumentBackupContext,
  ): Promise<vscode.CustomDocumentBackup> {
    await mkdir(dirname(destination.fsPath), { recursive: true });
    await document.backup(destination.fsPath);
    return {
      id: destination.toString(),
      delete: () => void vscode.workspace.fs.delete(destination).then(undefined, () => undefined),
    };
  }
}

async function overwriteIfWanted(document: ComparisonDocument, dialogs: Dialogs, token: vscode.CancellationToken) {
  const text = `Somebody else changed ${document.name} since it was opened.`;
  const detail = 'Overwrite puts your version in its place. Cancel keeps your decisions unsaved.';
  const answer = await dialogs.ask({ severity: 'warning', text, detail }, 'Overwrite');
  if (answer !== 'Overwrite') throw new HostError(`${text} Nothing was saved; your decisions are kept.`);
  return document.overwrite(token);
}

async function offerRecovery(document: ComparisonDocument, dialogs: Dialogs): Promise<void> {
  const { recoverable } = document.opened;
  const what = recoverable === 1 ? '1 decision' : `${recoverable} decisions`;
  const text = `PairLens ended before ${what} about ${document.name} could be saved. Recover ${recoverable === 1 ? 'it' : 'them'}?`;
  const answer = await dialogs.ask({ severity: 'warning', text }, 'Recover', 'Discard');
  if (answer === 'Recover') await document.recover();
  else if (answer === 'Discard') await document.discardRecoverable();
}
