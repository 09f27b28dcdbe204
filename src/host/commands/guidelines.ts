import { basename, dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import { readSettings } from '../settings.ts';
import type { CommandServices } from './services.ts';

/** Opens the annotation guidelines beside the comparisons, as VS Code draws Markdown; offers to begin some where there are none. */
export async function openGuidelines(panel: ComparisonPanel, { dialogs }: CommandServices): Promise<vscode.Uri | null> {
  const { uri, name } = panel.document;
  const chosen = readSettings(uri).guidelines.trim();
  const found = await firstThatExists(placesOf(uri, chosen));
  if (found !== null) {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', found);
    // Keys belong to the comparisons still.
    panel.reveal();
    return found;
  }
  if (chosen !== '') {
    throw new HostError(`There are no guidelines at ${chosen} (setting “pairlens.guidelines”). Correct the path.`);
  }
  const own = ownPlace(uri);
  const answer = await dialogs.ask(
    {
      severity: 'information',
      text: `There are no guidelines for ${name} (${basename(own.fsPath)} or GUIDELINES.md).`,
    },
    'Create Guidelines',
  );
  if (answer === undefined) return null;
  await vscode.workspace.fs.writeFile(own, Buffer.from(template(name)));
  await vscode.window.showTextDocument(own, { viewColumn: vscode.ViewColumn.Beside });
  return own;
}

function placesOf(file: vscode.Uri, chosen: string): vscode.Uri[] {
  const folder = dirname(file.fsPath);
  if (chosen === '') return [ownPlace(file), vscode.Uri.file(join(folder, 'GUIDELINES.md'))];
  if (isAbsolute(chosen)) return [vscode.Uri.file(chosen)];
  const workspace = vscode.workspace.getWorkspaceFolder(file);
  return [vscode.Uri.file(join(folder, chosen)), ...(workspace ? [vscode.Uri.joinPath(workspace.uri, chosen)] : [])];
}

/** `my.guidelines.md` beside `my.jsonl`. */
function ownPlace(file: vscode.Uri): vscode.Uri {
  const name = basename(file.fsPath).replace(/(\.(jsonl|ndjson|json|csv|tsv))?(\.gz)?$/i, '');
  return vscode.Uri.file(join(dirname(file.fsPath), `${name}.guidelines.md`));
}

async function firstThatExists(places: readonly vscode.Uri[]): Promise<vscode.Uri | null> {
  for (const place of places) {
    const isThere = await vscode.workspace.fs.stat(place).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return null;
}

function template(name: string): string {
  return `# Guidelines for ${name}

What makes a response better, in order of weight:

1.

When to judge a tie, and when both bad:

-

Examples:

-
`;
}
