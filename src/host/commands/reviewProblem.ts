import * as vscode from 'vscode';
import type { FindingKind } from '../../reward/finding.ts';
import { comparisonEditorId } from '../editor/comparisonEditor.ts';
import type { ComparisonPanel } from '../editor/comparisonPanel.ts';
import { HostError } from '../hostError.ts';
import { findingView } from './navigate.ts';
import type { CommandServices } from './services.ts';

/** Milliseconds that a file may take to open. */
const patience = 30_000;

/** Opens a file as comparisons beside its text, and shows a finding's comparisons, or one of them. */
export async function reviewProblem(
  uri: vscode.Uri,
  kind: FindingKind,
  row: number | undefined,
  { comparisons }: CommandServices,
): Promise<void> {
  const find = () => comparisons.all.findLast(({ document }) => document.uri.toString() === uri.toString());
  find()?.panel.reveal();
  if (!find())
    await vscode.commands.executeCommand('vscode.openWith', uri, comparisonEditorId, vscode.ViewColumn.Beside);
  const panel = find() ?? (await opened(find, comparisons.onDidChange));
  panel.show({ view: findingView(kind), ...(row === undefined ? {} : { row }) });
}

async function opened(
  find: () => ComparisonPanel | undefined,
  onDidChange: vscode.Event<void>,
): Promise<ComparisonPanel> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listening.dispose();
      reject(new HostError('The file does not open as comparisons. Open it by “PairLens: Open as Comparisons”.'));
    }, patience);
    const listening = onDidChange(() => {
      const panel = find();
      if (!panel) return;
      clearTimeout(timer);
      listening.dispose();
      resolve(panel);
    });
  });
}
