import * as vscode from 'vscode';
import { type PrinciplesFile, writePrinciplesRequest } from '../../protocol/languageModels.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { readSettings } from '../settings.ts';
import type { CommandServices } from './services.ts';

interface Kind extends vscode.QuickPickItem {
  readonly what: PrinciplesFile;
  /** What the name of the file ends in. */
  readonly ending: string;
}

const kinds: readonly Kind[] = [
  {
    label: 'Constitution',
    detail: 'Markdown to edit: rules of your own beside the data are voted on in the next run of a language model',
    what: 'constitution',
    ending: '.constitution.md',
  },
  { label: 'All principles', detail: 'JSON, with every figure', what: 'json', ending: '.principles.json' },
  {
    label: 'Prompt of a judge',
    detail: 'A system prompt by which a language model judges as the constitution does',
    what: 'prompt',
    ending: '.judge.txt',
  },
];

/** Saves the principles of the last audit and opens the file. @returns its place, or null if the user changed their mind */
export async function savePrinciples(
  document: ComparisonDocument,
  { dialogs, engine }: CommandServices,
): Promise<vscode.Uri | null> {
  const kind = await dialogs.pick(kinds, { title: 'Save Principles', matchOnDetail: true });
  if (!kind) return null;
  const base = document.name.replace(/(?<=.)\.[^.]*(?:\.(?:gz|zst))?$/i, '');
  const place = await dialogs.saveAs({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', `${base}${kind.ending}`),
    title: `Save: ${kind.label}`,
  });
  if (!place) return null;
  await engine.request(writePrinciplesRequest, {
    doc: document.id,
    what: kind.what,
    path: place.fsPath,
    seed: readSettings(document.uri).seed,
  });
  await vscode.window.showTextDocument(place);
  return place;
}
