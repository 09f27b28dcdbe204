import * as vscode from 'vscode';
import { type ConstitutionRead, readConstitutionRequest, writeConstitutionRequest } from '../../protocol/principles.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
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

/** Takes over the constitution beside the data as it was edited by hand; what is not saved yet is saved first. */
export async function readConstitution(
  document: ComparisonDocument,
  { engine, edits, dialogs }: CommandServices,
): Promise<ConstitutionRead> {
  const { seed } = readSettings(document.uri);
  const folder = vscode.Uri.joinPath(document.uri, '..').path;
  const open = vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.path.startsWith(`${folder}/`) && uri.path.endsWith('.constitution.md'),
  );
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
