import * as vscode from 'vscode';
import { wholeFile } from '../../protocol/view.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { Reading } from '../editor/documentTypes.ts';
import type { CommandServices } from './services.ts';

/**
 * Reads a document anew in another way, from its first comparison on. What is not saved is saved first, if the user agrees.
 *
 * @returns false if the user changed their mind
 */
export async function rereadDocument(
  document: ComparisonDocument,
  reading: Partial<Reading>,
  { comparisons, dialogs }: CommandServices,
): Promise<boolean> {
  if (document.dirty) {
    const text = `${document.name} has decisions that are not saved.`;
    const detail = 'The file is read anew, and its comparisons are others then. Decisions are kept by their texts.';
    if ((await dialogs.ask({ severity: 'warning', text, detail }, 'Save and Go On')) === undefined) return false;
    comparisons.of(document)?.reveal();
    await vscode.commands.executeCommand('workbench.action.files.save');
  }
  await document.reread(reading);
  const panels = comparisons.all.filter(panel => panel.document === document);
  for (const panel of panels) panel.startAgain(wholeFile);
  return true;
}
