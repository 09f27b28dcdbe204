import * as vscode from 'vscode';
import { openAuditRequest } from '../../protocol/auditFolder.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { CommandServices } from './services.ts';

/**
 * Shows the audit that a folder holds, which `pairlens audit --out` wrote on another machine, or a cluster did.
 *
 * @returns false if the user chose no folder
 */
export async function openAudit(document: ComparisonDocument, { dialogs, engine }: CommandServices): Promise<boolean> {
  const folder = await dialogs.open({
    title: `Folder of an audit of ${document.name}`,
    openLabel: 'Show This Audit',
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: vscode.Uri.joinPath(document.uri, '..'),
  });
  if (folder === undefined) return false;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Audit of ${document.name}`,
    cancellable: true,
  };
  await vscode.window.withProgress(options, (_, token) =>
    engine.request(openAuditRequest, { doc: document.id, folder: folder.fsPath }, token, 'retry'),
  );
  return true;
}
