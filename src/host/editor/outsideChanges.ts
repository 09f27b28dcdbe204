import { unwatchFile, watchFile } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { OutsideChange } from '../../dataset/dataset.ts';
import type { Dialogs } from '../dialogs.ts';
import { messageOf } from '../hostError.ts';
import type { Log } from '../log.ts';
import { copyFolder, removeCopy } from './comparedCopy.ts';
import type { ComparisonDocument } from './comparisonDocument.ts';
import type { OpenComparisons } from './openComparisons.ts';

/** Milliseconds of quiet after which a change on disk is looked at. */
const quiet = 400;

/** Milliseconds between two looks at the file itself: watching misses what happens before it has begun, and on some network drives. */
const interval = 2000;

interface Services {
  readonly dialogs: Dialogs;
  readonly log: Log;
  readonly storage: string;
  readonly comparisons: OpenComparisons;
}

/** Watches the document's file: a clean document follows it; a document with unsaved decisions asks. */
export function watchOutsideChanges(document: ComparisonDocument, services: Services): vscode.Disposable {
  const folder = vscode.Uri.joinPath(document.uri, '..');
  // Brackets and the like in a file's name mean something in a pattern.
  const pattern = new vscode.RelativePattern(folder, basename(document.uri.fsPath).replace(/[[\]{}*?!]/g, '?'));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let closed = false;
  let seen = '';
  const soon = () => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(look, quiet);
  };
  const look = async () => {
    // What changes while a question is open is looked at once it is answered.
    if (looking) return soon();
    looking = true;
    try {
      // A change is told more than once; the user is asked once.
      const state = await stateOf(document.uri.fsPath);
      if (state === seen) return;
      const change = await document.outsideChange();
      if (closed) return;
      seen = state;
      await onChange(document, change, services);
    } catch (error) {
      services.log.warn(`Looking at a change of ${document.name}: ${messageOf(error)}`);
    } finally {
      looking = false;
    }
  };
  const onEvent = (uri: vscode.Uri) => {
    if (uri.fsPath === document.uri.fsPath) soon();
  };
  watcher.onDidChange(onEvent);
  watcher.onDidCreate(onEvent);
  watcher.onDidDelete(onEvent);
  watchFile(document.uri.fsPath, { interval, persistent: false }, soon);
  const dispose = () => {
    closed = true;
    clearTimeout(timer);
    unwatchFile(document.uri.fsPath, soon);
    removeCopy(services.storage, document.id).catch(error =>
      services.log.warn(`The compared copy of ${document.name} stays: ${messageOf(error)}`),
    );
  };
  return vscode.Disposable.from(watcher, { dispose });
}

/** What tells two states of a file apart; the same text for the same state. */
async function stateOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? 'missing' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}

async function onChange(
  document: ComparisonDocument,
  change: OutsideChange,
  { dialogs, log, storage, comparisons }: Services,
): Promise<void> {
  if (change === 'none') return;
  log.info(`${document.name} was changed on disk: ${change}`);
  if (change === 'missing') {
    const text = `${document.name} is no longer on disk. Save it under another name to keep your decisions.`;
    await dialogs.ask({ severity: 'warning', text });
    return;
  }
  if (!document.dirty) {
    await document.revert();
    return;
  }
  const text = `${document.name} was changed on disk, and you have decisions that are not saved.`;
  const answer = await dialogs.ask({ severity: 'warning', text }, 'Compare', 'Reload', 'Keep Mine');
  if (answer === 'Compare') await compare(document, storage, dialogs);
  if (answer === 'Reload') await reload(document, comparisons);
}

/** Shows the file on disk beside what saving would write, or says why that cannot be written. */
async function compare(document: ComparisonDocument, storage: string, dialogs: Dialogs): Promise<void> {
  const folder = copyFolder(storage, document.id);
  const ours = vscode.Uri.file(join(folder, document.name));
  try {
    await removeCopy(storage, document.id);
    await mkdir(folder, { recursive: true });
    await document.saveCopy(ours.fsPath);
  } catch (error) {
    void dialogs.ask({ severity: 'error', text: `${document.name} cannot be compared. ${messageOf(error)}` });
    return;
  }
  await vscode.commands.executeCommand(
    'vscode.diff',
    document.uri,
    ours,
    `${document.name}: on disk and with your decisions`,
  );
}

async function reload(document: ComparisonDocument, comparisons: OpenComparisons): Promise<void> {
  const editor = comparisons.of(document);
  if (!editor) return document.revert();
  // Only VS Code's own command takes the dirty mark away, and it acts on the editor in front.
  editor.panel.reveal();
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
