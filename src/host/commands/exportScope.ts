import * as vscode from 'vscode';
import { exportRequest } from '../../protocol/scopes.ts';
import type { Scope } from '../../protocol/view.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { exportChosen } from './exportTraining.ts';
import { filterWords } from './filterWords.ts';
import type { CommandServices } from './services.ts';
import { withCancel } from './withCancel.ts';

const choices = [
  { label: 'As decided', description: 'verdicts and edited texts in the records, dropped comparisons left out' },
  { label: 'As in the file', description: 'each record byte for byte, dropped ones too' },
  { label: 'For training…', description: 'in the format of a trainer, with a test set and a data card' },
] as const;

/** Writes the records of a scope to a file that the user names. */
export async function exportScope(
  document: ComparisonDocument,
  scope: Scope,
  services: CommandServices,
): Promise<void> {
  const { dialogs, engine } = services;
  const what = scope.rows === undefined ? filterWords(scope.view) : 'the selection';
  const choice = await dialogs.pick(choices, { title: `Export ${what}` });
  if (choice === undefined) return;
  if (choice.label === 'For training…') {
    await exportChosen(document, { scope, condition: what }, services);
    return;
  }
  const decided = choice.label === 'As decided';
  const ending = /\.[ct]sv(\.gz)?$/i.exec(document.name)?.[0]?.slice(0, 4) ?? '.jsonl';
  const base = document.name.replace(/(\.(jsonl|ndjson|json|csv|tsv))?(\.gz)?$/i, '');
  const place = await dialogs.saveAs({
    defaultUri: vscode.Uri.joinPath(document.uri, '..', `${base}.export${ending}`),
    filters: { Records: [ending.slice(1)] },
    title: `Export ${what}`,
  });
  if (place === undefined) return;
  const done = await withCancel(`Exporting from ${document.name}`, token =>
    engine.request(exportRequest, { doc: document.id, scope, path: place.fsPath, decided }, token),
  );
  if (done === null) return;
  const n = (count: number): string => count.toLocaleString('en-US');
  const text = [
    `${n(done.written)} ${done.written === 1 ? 'record' : 'records'} written.`,
    done.dropped > 0 ? `${n(done.dropped)} dropped ones are left out.` : '',
    done.notExpressed > 0 ? `${n(done.notExpressed)} can’t hold their decision in full.` : '',
  ].join(' ');
  const answer = await dialogs.ask({ severity: 'information', text: text.trim() }, 'Open');
  if (answer === 'Open') await vscode.commands.executeCommand('vscode.open', place);
}
