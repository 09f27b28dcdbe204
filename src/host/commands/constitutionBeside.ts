import * as vscode from 'vscode';
import { type ConstitutionRead, readConstitutionRequest, writeConstitutionRequest } from '../../protocol/principles.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';
import { readSettings } from '../settings.ts';
import { constitutionText } from '../views/constitutionText.ts';
import type { CommandServices } from './services.ts';

/** Writes the constitution beside the data and opens it. Prose that somebody wrote into it stays. */
export async function writeConstitution(
  document: ComparisonDocument,
  { engine }: CommandServices,
): Promise<vscode.Uri> {
  const { seed } = readSettings(document.uri);
  const place = vscode.Uri.file(await engine.request(writeConstitutionRequest, { doc: document.id, seed }));
  await vscode.window.showTextDocument(place);
  return place;
}

/**
 * The document that a constitution file is beside.
 *
 * @param place - what VS Code hands over: the file that a button was pressed on, or nothing
 * @returns null if none is named
 * @throws HostError if its dataset is not open
 */
export function besideOf(place: unknown, { comparisons }: CommandServices): ComparisonDocument | null {
  if (!(place instanceof vscode.Uri)) return null;
  const found = comparisons.all.findLast(({ document }) => constitutionUri(document).path === place.path);
  if (found) return found.document;
  const name = place.path.split('/').at(-1)!;
  throw new HostError(`${name} is beside no dataset that is open. Open the dataset as comparisons first.`);
}

function constitutionUri({ name, uri }: ComparisonDocument): vscode.Uri {
  const base = name.replace(/(?<=.)\.[^.]*(?:\.(?:gz|zst))?$/i, '');
  return vscode.Uri.joinPath(uri, '..', `${base}.constitution.md`);
}

/** Takes over the constitution beside the data as it was edited by hand; what is not saved yet is saved first. */
export async function readConstitution(
  document: ComparisonDocument,
  { engine, edits, dialogs }: CommandServices,
): Promise<ConstitutionRead> {
  const { seed } = readSettings(document.uri);
  const { path } = constitutionUri(document);
  const open = vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.path === path);
  for (const text of open) await text.save();
  const read = await engine.request(readConstitutionRequest, { doc: document.id, seed });
  const edited = await edits.refresh(document);
  const name = vscode.Uri.file(read.path).path.split('/').at(-1);
  const text =
    read.changes === ''
      ? `${name} says what the view Principles shows.`
      : `${name}: ${read.changes}. ${constitutionText(edited)}`;
  void dialogs.ask({ severity: 'information', text });
  return read;
}
