import * as vscode from 'vscode';
import { decisionAt } from '../../edits/decisions.ts';
import type { OpenAgain, Unconfirmed } from '../../protocol/webview.ts';
import type { Dialogs } from '../dialogs.ts';
import { HostError } from '../hostError.ts';
import { comparisonEditorId } from './comparisonEditor.ts';
import type { ComparisonPanel } from './comparisonPanel.ts';
import type { OpenComparisons } from './openComparisons.ts';
import { openedAgainText } from './openedAgainText.ts';
import { setAsideText } from './setAsideText.ts';

/**
 * Opens files again whose pages were left behind by an extension host that is gone: VS Code keeps them in their tabs, and connects
 * them to no other host. What the journal has is taken up without asking: nobody closed the file.
 */
export class OpeningAgain {
  private readonly files = new Set<string>();

  constructor(
    private readonly comparisons: OpenComparisons,
    private readonly dialogs: Dialogs,
  ) {}

  /** True while a file is opened again: what a crash left is then taken up here. */
  takesUp(file: vscode.Uri): boolean {
    return this.files.has(file.toString());
  }

  /** Does what a page asks for, unless this host has the file open: the page then only waited too short. */
  async open(what: unknown): Promise<void> {
    if (!isOpenAgain(what)) return;
    const { file, unconfirmed } = what;
    if (this.panelOf(file) !== null || this.files.has(file)) return;
    const left = tabsOf(file);
    if (left.length === 0) return;
    this.files.add(file);
    try {
      await this.replace(vscode.Uri.parse(file, true), left);
      const panel = this.panelOf(file);
      if (panel !== null) await this.takeUp(panel, unconfirmed);
    } finally {
      this.files.delete(file);
    }
  }

  /** Closes the tabs, all before the first is opened: VS Code's own model of the file goes with the last of them. */
  private async replace(file: vscode.Uri, left: readonly vscode.Tab[]): Promise<void> {
    const groups = vscode.window.tabGroups.all.length;
    const columns = left.map(tab => tab.group.viewColumn);
    for (const column of columns) await closeUnsaved(file, column);
    const groupWent = columns.length === 1 && vscode.window.tabGroups.all.length < groups;
    for (const column of columns) {
      const viewColumn = groupWent ? vscode.ViewColumn.Beside : column;
      await vscode.commands.executeCommand('vscode.openWith', file, comparisonEditorId, { viewColumn, preview: false });
    }
  }

  private async takeUp(panel: ComparisonPanel, unconfirmed: readonly Unconfirmed[]): Promise<void> {
    const { document } = panel;
    const { recoverable } = document.opened;
    const setAside = recoverable === 0 ? null : await document.recover();
    await document.whole();
    const lost = unconfirmed.filter(({ row, at }) => decisionAt(document.decisions, row).at < at);
    const [first] = lost;
    if (first !== undefined) panel.show({ row: first.row });
    const text = openedAgainText(document.name, recoverable, lost.length);
    void this.dialogs.ask({ severity: lost.length === 0 ? 'information' : 'warning', text });
    if (setAside !== null) void this.dialogs.ask({ severity: 'warning', text: setAsideText(document.name, setAside) });
  }

  private panelOf(file: string): ComparisonPanel | null {
    return this.comparisons.all.find(({ document }) => document.uri.toString() === file) ?? null;
  }
}

function isOpenAgain(what: unknown): what is OpenAgain {
  const { file, unconfirmed } = (what ?? {}) as Partial<Record<keyof OpenAgain, unknown>>;
  return (
    typeof file === 'string' &&
    Array.isArray(unconfirmed) &&
    unconfirmed.every((one: Partial<Unconfirmed> | null) => Number.isInteger(one?.row) && typeof one?.at === 'string')
  );
}

function isOf({ input }: vscode.Tab, file: string): boolean {
  return (
    input instanceof vscode.TabInputCustom && input.viewType === comparisonEditorId && input.uri.toString() === file
  );
}

function tabsOf(file: string): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(tab => isOf(tab, file));
}

/**
 * Closes a page that was left behind. VS Code's question whether to save it first would lead nowhere: nobody is there to save it.
 * @throws HostError where something else came to the front, or it stays
 */
async function closeUnsaved(file: vscode.Uri, viewColumn: vscode.ViewColumn): Promise<void> {
  await vscode.commands.executeCommand('vscode.openWith', file, comparisonEditorId, { viewColumn });
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  const before = tabsOf(file.toString()).length;
  if (activeTab !== undefined && isOf(activeTab, file.toString())) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    if (tabsOf(file.toString()).length < before) return;
  }
  throw new HostError(
    'The page that does not answer could not be closed. Reload the window (“Developer: Reload Window”).',
  );
}
