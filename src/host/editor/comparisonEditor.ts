import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { ResponseError } from 'vscode-jsonrpc';
import { mappingSamplesRequest, type UnreadLayout, unreadLayoutCode } from '../../protocol/mapping.ts';
import type { SetAside } from '../../protocol/recovery.ts';
import { whyReadOnly } from '../access.ts';
import type { Dialogs } from '../dialogs.ts';
import { pathOf } from '../documentUri.ts';
import { keepMap, mapFor } from '../fieldMaps.ts';
import { HostError, messageOf } from '../hostError.ts';
import { reviewerName } from '../reviewer.ts';
import { readSettings } from '../settings.ts';
import { removeLeftCopies } from './comparedCopy.ts';
import { ComparisonDocument } from './comparisonDocument.ts';
import { ComparisonPanel, type PanelServices } from './comparisonPanel.ts';
import { EditedFile, type UnreadFile } from './editedFile.ts';
import { MappingPage } from './mappingPage.ts';
import type { OpenComparisons } from './openComparisons.ts';
import { watchOutsideChanges } from './outsideChanges.ts';
import { setAsideText } from './setAsideText.ts';

/** Id of the custom editor, as in the manifest. */
export const comparisonEditorId = 'pairlens.comparison';

/** What the editor needs of the extension beside what its panels need. */
export interface EditorServices extends PanelServices {
  readonly dialogs: Dialogs;
  readonly storage: string;
  readonly comparisons: OpenComparisons;
  /** Files for which somebody else takes up what a crash left. */
  readonly openingAgain: { takesUp(file: vscode.Uri): boolean };
}

/**
 * Opens preference files as comparisons: VS Code's save, undo, backup and hot exit, done by document and engine. A file in
 * which no comparisons are found is shown as a form that maps its fields.
 */
export class ComparisonEditor implements vscode.CustomEditorProvider<EditedFile> {
  private readonly changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<EditedFile>>();
  readonly onDidChangeCustomDocument = this.changed.event;
  private swept: Promise<void> | null = null;

  constructor(private readonly services: EditorServices) {}

  async openCustomDocument(
    uri: vscode.Uri,
    { backupId }: vscode.CustomDocumentOpenContext,
    token: vscode.CancellationToken,
  ): Promise<EditedFile> {
    try {
      return await this.opened(uri, backupId, token);
    } catch (error) {
      // VS Code's own page says no more than that there was an error.
      if (!token.isCancellationRequested) void tellUnopened(uri, error, this.services.dialogs);
      throw error;
    }
  }

  private async opened(
    uri: vscode.Uri,
    backupId: string | undefined,
    token: vscode.CancellationToken,
  ): Promise<EditedFile> {
    const { storage, dialogs, log } = this.services;
    pathOf(uri);
    this.swept ??= removeLeftCopies(storage).catch(error => log.warn(`Old copies stay: ${messageOf(error)}`));
    const backup = backupId === undefined ? {} : { backup: vscode.Uri.parse(backupId).fsPath };
    try {
      const document = await this.read(uri, mapFor(uri), backup, token);
      const file = EditedFile.ofComparisons(document);
      this.follow(file, document);
      tellSetAside(document, document.opened.setAside ?? null, dialogs);
      const left = backupId === undefined && document.opened.recoverable > 0;
      if (left && !this.services.openingAgain.takesUp(uri)) void offerRecovery(document, dialogs);
      return file;
    } catch (error) {
      const unread = isUnread(error) ? await this.unread(uri, error.data?.reason ?? error.message) : null;
      if (unread === null) throw error;
      return EditedFile.ofUnread(uri, unread);
    }
  }

  resolveCustomEditor(file: EditedFile, panel: vscode.WebviewPanel): void {
    const { comparisons, unread } = file;
    if (comparisons !== null) this.services.comparisons.add(new ComparisonPanel(comparisons, panel, this.services));
    else if (unread !== null) this.mapFields(file, unread, panel);
  }

  async saveCustomDocument({ document }: EditedFile, token: vscode.CancellationToken): Promise<void> {
    const saved = (await document.save(token)) ?? (await overwriteIfWanted(document, this.services.dialogs, token));
    if (saved.sidecarOnly === '') return;
    const text = `Saved ${document.name}: ${saved.sidecarOnly}`;
    void this.services.dialogs.ask({ severity: 'information', text });
  }

  async saveCustomDocumentAs({ document }: EditedFile, destination: vscode.Uri, token: vscode.CancellationToken) {
    await document.saveCopy(pathOf(destination), token);
  }

  async revertCustomDocument({ comparisons }: EditedFile): Promise<void> {
    await comparisons?.revert();
  }

  async backupCustomDocument(
    { document }: EditedFile,
    { destination }: vscode.CustomDocumentBackupContext,
  ): Promise<vscode.CustomDocumentBackup> {
    await mkdir(dirname(destination.fsPath), { recursive: true });
    await document.backup(destination.fsPath);
    return {
      id: destination.toString(),
      delete: () => void vscode.workspace.fs.delete(destination).then(undefined, () => undefined),
    };
  }

  private async read(
    uri: vscode.Uri,
    map: string,
    backup: { readonly backup?: string } = {},
    token?: vscode.CancellationToken,
  ): Promise<ComparisonDocument> {
    const { engine, storage } = this.services;
    const [reviewer, readOnly] = await Promise.all([reviewerName(uri), whyReadOnly(uri)]);
    const { applyToRecord, pairs } = readSettings(uri);
    const options = { engine, storage, reviewer, applyToRecord, pairs, map, readOnly, ...backup };
    return ComparisonDocument.open(uri, options, token);
  }

  /** What a form for the fields of a file begins with; null where it holds nothing that could be mapped. */
  private async unread(uri: vscode.Uri, trouble: string): Promise<UnreadFile | null> {
    const { engine, storage, log } = this.services;
    const file = { path: pathOf(uri), storage, map: mapFor(uri) };
    const samples = await engine.request(mappingSamplesRequest, file, undefined, 'retry');
    log.info(`${file.path} is ${samples === null ? 'not read' : 'shown with a form for its fields'}: ${trouble}`);
    return samples && { trouble, samples };
  }

  private follow(file: EditedFile, document: ComparisonDocument): void {
    document.onDidEdit(edit => this.changed.fire({ document: file, ...edit }));
    const watching = watchOutsideChanges(document, this.services);
    document.onDidDispose(() => watching.dispose());
  }

  /** Shows the form in the editor's own webview, and the comparisons in its place once it is filled in. */
  private mapFields(file: EditedFile, unread: UnreadFile, panel: vscode.WebviewPanel): void {
    const { uri } = file;
    const page = new MappingPage(
      panel,
      {
        uri,
        file: { path: pathOf(uri), storage: this.services.storage },
        ...unread,
        use: async map => {
          const document = await this.read(uri, map);
          this.follow(file, document);
          file.take(document);
          await keepMap(uri, map);
        },
        leave: () => openAsText(uri),
      },
      this.services,
    );
    const reading = file.onDidRead(document => {
      page.dispose();
      this.services.comparisons.add(new ComparisonPanel(document, panel, this.services));
    });
    panel.onDidDispose(() => {
      page.dispose();
      reading.dispose();
    });
  }
}

function isUnread(error: unknown): error is ResponseError<UnreadLayout> {
  return error instanceof ResponseError && error.code === unreadLayoutCode;
}

async function tellUnopened(uri: vscode.Uri, error: unknown, dialogs: Dialogs): Promise<void> {
  const answer = await dialogs.ask({ severity: 'error', text: messageOf(error) }, 'Open as Text');
  if (answer === 'Open as Text') await openAsText(uri);
}

/** As “Open as Text” does. */
async function openAsText(uri: vscode.Uri): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
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
  if (answer === 'Recover') tellSetAside(document, await document.recover(), dialogs);
  else if (answer === 'Discard') await document.discardRecoverable();
}

function tellSetAside(document: ComparisonDocument, setAside: SetAside | null, dialogs: Dialogs): void {
  if (setAside === null) return;
  void dialogs.ask({ severity: 'warning', text: setAsideText(document.name, setAside) });
}
