import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Action } from '../../../src/edits/action.ts';
import { judgement, type Verdict } from '../../../src/edits/decision.ts';
import type { ComparisonDocument } from '../../../src/host/editor/comparisonDocument.ts';
import type { TestApi } from '../../../src/host/testApi.ts';
import { fixtures } from './fixtures.ts';

/** The extension, activated. */
export async function extension(): Promise<TestApi> {
  const found = vscode.extensions.getExtension<TestApi>('pairlens.pairlens');
  assert.ok(found, 'the extension is installed');
  return found.activate();
}

/** A fresh copy of a fixture in the workspace, under a name of its own. */
export function fixture(name: string, as = `${Math.random().toString(36).slice(2)}-${name}`): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  assert.ok(folder, 'a folder is open');
  const path = join(folder, as);
  writeFileSync(path, fixtures[name]!);
  return vscode.Uri.file(path);
}

/** Opens a file in the comparison editor and answers its document, once commands are about it. */
export async function open(uri: vscode.Uri): Promise<ComparisonDocument> {
  const api = await extension();
  await vscode.commands.executeCommand('vscode.openWith', uri, 'pairlens.comparison');
  const document = await eventually(() => api.document(uri.fsPath));
  // A tab is there before its editor is.
  await eventually(() => api.comparisons.latest?.document === document);
  return document;
}

/** Waits until something is there (not undefined, null or false). @throws Error after `milliseconds`, saying what was awaited */
export async function eventually<T>(
  look: () => T | Promise<T>,
  milliseconds = 20_000,
): Promise<Exclude<T, undefined | null | false>> {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found as Exclude<T, undefined | null | false>;
    if (Date.now() > end) throw new Error(`Did not become true: ${look}`);
    await new Promise(done => setTimeout(done, 50));
  }
}

/** A verdict as the page would send it. */
export function verdict(row: number, given: Verdict | null): Action {
  return { type: 'verdict', row, at: '2026-01-02T03:04:05Z', ...judgement(given, 'seen') };
}

/** The tab of a file in the comparison editor, or undefined. */
export function tabOf(uri: vscode.Uri): vscode.Tab | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  return tabs.find(({ input }) => input instanceof vscode.TabInputCustom && input.uri.fsPath === uri.fsPath);
}

/** A file as text. */
export function read(uri: vscode.Uri): string {
  return readFileSync(uri.fsPath, 'utf8');
}

/** Closes every editor; unsaved changes are given up, and answers that nothing asked for are forgotten. */
export async function closeAll(): Promise<void> {
  const { comparisons, dialogs } = await extension();
  while (vscode.window.tabGroups.all.some(group => group.tabs.length > 0)) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await eventually(() => comparisons.all.length === 0);
  dialogs.forget();
}
