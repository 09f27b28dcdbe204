import * as vscode from 'vscode';
import { comparePrinciplesRequest } from '../../protocol/compare.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { readSettings } from '../settings.ts';
import type { CommandServices } from './services.ts';
import { withCancel } from './withCancel.ts';

/**
 * Asks for another dataset or another version of this one, and shows the principles of both side by side: an untitled Markdown
 * document, in the preview.
 *
 * @returns the document, or null if the user changed their mind
 */
export async function comparePrinciples(
  document: ComparisonDocument,
  { dialogs, engine }: CommandServices,
): Promise<vscode.TextDocument | null> {
  const file = await dialogs.open({
    title: `Compare the principles of ${document.name} with those of`,
    openLabel: 'Compare',
    canSelectMany: false,
  });
  if (!file) return null;
  const { seed } = readSettings(document.uri);
  const content = await withCancel('Comparing principles', token =>
    engine.request(comparePrinciplesRequest, { doc: document.id, path: file.fsPath, seed }, token, 'retry'),
  );
  if (content === null) return null;
  const text = await vscode.workspace.openTextDocument({ content, language: 'markdown' });
  await vscode.commands.executeCommand('markdown.showPreview', text.uri);
  return text;
}
