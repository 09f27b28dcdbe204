import * as vscode from 'vscode';
import { forgetImportedRequest, type ImportedVotes, importVotesRequest } from '../../protocol/importVotes.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { auditDocument } from './audit.ts';
import { needTrust } from './modelSettings.ts';
import type { CommandServices } from './services.ts';
import { withCancel } from './withCancel.ts';

interface Source extends vscode.QuickPickItem {
  /** What is opened; null: what was imported is forgotten. */
  readonly opens: 'file' | 'folder' | null;
}

const sources: readonly Source[] = [
  {
    label: 'AnnotatedPairs',
    detail: 'A JSON file of Feedback Forensics, ICAI or PairLens, with principles as annotators',
    opens: 'file',
  },
  { label: 'ICAI results', detail: 'The folder that a run of ICAI wrote, or the one above it', opens: 'folder' },
  { label: 'Forget what was imported', detail: 'Principles of other programs leave the next audit', opens: null },
];

/**
 * Takes in principles with their votes that another program wrote, or lets them go again, and audits anew.
 *
 * @returns what was taken in; null if the user changed their mind, cancelled or had them forgotten
 */
export async function importPrinciples(
  document: ComparisonDocument,
  services: CommandServices,
): Promise<ImportedVotes | null> {
  needTrust('taking in principles');
  const { dialogs, engine } = services;
  const source = await dialogs.pick(sources, { title: 'Import Principles and Votes', matchOnDetail: true });
  if (!source) return null;
  const { opens } = source;
  const doc = document.id;
  if (opens === null) {
    const forgotten = await engine.request(forgetImportedRequest, { doc }, undefined, 'retry');
    const text = forgotten
      ? `What was imported for ${document.name} is forgotten.`
      : `Nothing was imported for ${document.name}.`;
    void dialogs.ask({ severity: 'information', text });
    if (forgotten) await auditDocument(document, services);
    return null;
  }
  const place = await dialogs.open({
    title: `Principles and votes on ${document.name}`,
    openLabel: 'Import',
    canSelectMany: false,
    canSelectFiles: opens === 'file',
    canSelectFolders: opens === 'folder',
    defaultUri: vscode.Uri.joinPath(document.uri, '..'),
    ...(opens === 'file' ? { filters: { AnnotatedPairs: ['json'] } } : {}),
  });
  if (!place) return null;
  const imported = await withCancel('Importing principles and votes', token =>
    engine.request(importVotesRequest, { doc, path: place.fsPath }, token, 'retry'),
  );
  if (imported === null) return null;
  void dialogs.ask({ severity: 'information', text: imported.notes.join(' ') });
  await auditDocument(document, services);
  return imported;
}
