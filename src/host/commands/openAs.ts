import * as vscode from 'vscode';
import { comparisonEditorId } from '../editor/comparisonEditor.ts';
import { HostError } from '../hostError.ts';

/** Opens a file in the comparison editor: the one given, or the one in front. */
export async function openAsComparisons(given: unknown): Promise<void> {
  await openWith(given, comparisonEditorId);
}

/** Opens a file in VS Code's text editor: the one given, or the one in front. */
export async function openAsText(given: unknown): Promise<void> {
  await openWith(given, 'default');
}

async function openWith(given: unknown, editor: string): Promise<void> {
  const uri = given instanceof vscode.Uri ? given : uriInFront();
  if (!uri) throw new HostError('No file is open. Select one in the Explorer and choose “Open as Comparisons” there.');
  await vscode.commands.executeCommand('vscode.openWith', uri, editor);
}

function uriInFront(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : null;
}
