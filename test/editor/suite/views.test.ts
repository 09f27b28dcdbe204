import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { ItemNode, KindNode } from '../../../src/host/views/findingsTree.ts';
import type { Figures } from '../../../src/reward/figures.ts';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

/** A copy of the hand-written sample in the workspace. */
function sample(): vscode.Uri {
  const uri = fixture('pairs.jsonl');
  const root = vscode.extensions.getExtension('pairlens.pairlens')!.extensionPath;
  copyFileSync(join(root, 'samples', 'helpdesk.jsonl'), uri.fsPath);
  return uri;
}

describe('views after an audit', () => {
  let uri: vscode.Uri;
  before(async function () {
    this.timeout(120_000);
    const { overviews } = await extension();
    uri = sample();
    await open(uri);
    const figures = await vscode.commands.executeCommand<Figures | null>('pairlens.audit');
    assert.ok(figures && figures.comparisons > 0, 'the audit ended with figures');
    await eventually(() => overviews.shown?.overview.audited);
  });
  after(closeAll);

  it('lists findings by kind with counts, and the comparisons under each', async () => {
    const { findings, overviews } = await extension();
    const kinds = (await findings.getChildren()) as KindNode[];
    assert.ok(kinds.length >= 3, `kinds: ${kinds.map(({ kind }) => kind)}`);
    assert.deepEqual(
      kinds.map(({ kind, count }) => [kind, count]),
      overviews.shown?.overview.findings.filter(({ count }) => count > 0).map(({ kind, count }) => [kind, count]),
    );
    for (const kind of kinds) {
      const items = (await findings.getChildren(kind)) as ItemNode[];
      assert.equal(items.length, kind.count);
      for (const node of items) assert.ok(node.item.findings.includes(kind.kind));
    }
  });

  it('goes to the comparison of a finding', async () => {
    const { findings, comparisons } = await extension();
    const [kind] = (await findings.getChildren()) as KindNode[];
    const [node] = (await findings.getChildren(kind)) as ItemNode[];
    const { command } = findings.getTreeItem(node!);
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments ?? []));
    const { state } = comparisons.latest!;
    assert.equal(state?.row, node!.item.row);
    assert.equal(state?.view.filter.finding, kind!.kind);
  });

  it('walks the findings with next and previous', async () => {
    const { findings, comparisons } = await extension();
    const kinds = (await findings.getChildren()) as KindNode[];
    const kind = kinds.find(({ count }) => count > 1)!;
    const [first] = (await findings.getChildren(kind)) as ItemNode[];
    await vscode.commands.executeCommand('pairlens.showFinding', '', kind.kind, first!.item.row);
    const row = () => comparisons.latest!.state?.row;
    await vscode.commands.executeCommand('pairlens.nextFinding');
    const second = row();
    assert.notEqual(second, first!.item.row);
    await vscode.commands.executeCommand('pairlens.previousFinding');
    assert.equal(row(), first!.item.row);
  });

  it('lists the principles with their figures, and both sides of each', async () => {
    const { principles } = await extension();
    const nodes = principles.getChildren();
    assert.ok(nodes.length >= 5);
    const item = principles.getTreeItem(nodes[0]!);
    assert.match(String(item.description), /^(\.\d\d|1\.00), \d+ %$/);
    const [followed, broken] = principles.getChildren(nodes[0]);
    const figures = nodes[0]!.principle;
    assert.equal(principles.getTreeItem(followed!).description, String(figures.for));
    assert.equal(principles.getTreeItem(broken!).description, String(figures.against));
  });

  it('lists the members of the ensemble, with accuracy or why they were left out', async () => {
    const { members } = await extension();
    const all = members.getChildren().filter(node => node.type === 'member');
    assert.ok(all.length >= 3);
    for (const node of all) {
      const { description, checkboxState } = members.getTreeItem(node);
      assert.match(
        String(description),
        node.figures?.used ? /acc (\.\d\d|1\.00) ± \.\d\d, adds [+−\d].*ECE/ : /left out: \S/,
      );
      assert.deepEqual((checkboxState as { state: unknown }).state, vscode.TreeItemCheckboxState.Checked);
    }
    assert.ok(all.some(node => /adds [+−\d]/.test(String(members.getTreeItem(node).description))));
  });

  it('leaves a member that is not checked out of the next audit, and says so until then', async function () {
    this.timeout(120_000);
    const { members, overviews } = await extension();
    const node = members.getChildren().find(one => one.type === 'member' && one.figures?.used === true);
    assert.ok(node?.type === 'member');
    await members.include(node, false);
    const [changed] = members.getChildren();
    assert.equal(changed?.type, 'changed');
    const { command } = members.getTreeItem(changed!);
    await vscode.commands.executeCommand(command!.command);
    await eventually(() => !overviews.shown?.overview.members.some(({ id }) => id === node.id));
    const after = members.getChildren();
    assert.ok(after.every(({ type }) => type === 'member'));
    const absent = after.find(one => one.type === 'member' && one.id === node.id);
    assert.match(String(members.getTreeItem(absent!).description), /not checked/);
    await members.include(node, true);
    assert.equal(members.getChildren()[0]?.type, 'changed');
    await vscode.commands.executeCommand('pairlens.audit');
    await eventually(() => overviews.shown?.overview.members.some(({ id }) => id === node.id));
    assert.ok(members.getChildren().every(({ type }) => type === 'member'));
  });

  it('lists findings in the Problems panel while the file is open as text, moves them with their lines, and leads back', async () => {
    const { problems, comparisons } = await extension();
    const text = await vscode.workspace.openTextDocument(uri);
    const lines = () => problems.of(uri).map(({ code, range }) => `${code} ${range.start.line + 1}`);
    await eventually(() => lines().length > 0);
    assert.ok(lines().includes('malformed 10'), lines().join());
    const before = problems.of(uri);
    assert.deepEqual(vscode.languages.getDiagnostics(uri).length, before.length);
    const malformed = before.find(({ code }) => code === 'malformed')!;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      malformed.range,
    );
    const ours = actions.filter(({ command }) => command?.command === 'pairlens.reviewProblem');
    assert.equal(ours.length, 2 * before.filter(({ range }) => range.start.line === 9).length);
    const { command } = ours.find(({ title }) => title.startsWith('Review this'))!;
    await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
    await eventually(() => comparisons.latest?.state?.view.filter.finding === 'malformed');
    assert.equal(comparisons.latest?.state?.row, 9);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '\n\n');
    await vscode.workspace.applyEdit(edit);
    await eventually(() => lines().includes('malformed 12'));
    await vscode.window.showTextDocument(text);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => lines().includes('malformed 10'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    comparisons.latest!.panel.reveal();
  });

  it('lists the annotators with their quality, and shows the comparisons of one', async () => {
    const { annotators, comparisons } = await extension();
    const nodes = await annotators.getChildren();
    const names = nodes.flatMap(node => (node.type === 'annotator' ? [node.annotator.name] : []));
    assert.deepEqual(names.toSorted(), ['jonas', 'mira', 'sana']);
    const item = annotators.getTreeItem(
      nodes.find(node => node.type === 'annotator' && node.annotator.name === 'mira')!,
    );
    assert.match(String(item.description), /^\d+ % right, \d+ votes/);
    await vscode.commands.executeCommand(item.command!.command, ...item.command!.arguments!);
    await eventually(() => comparisons.latest?.state?.view.filter.text?.value.includes("'mira'"));
  });

  it('counts members and reviewed findings in the status bar', async () => {
    const { statusBar } = await extension();
    await eventually(() => /PairLens: \d+ members?, \d+ of \d+ .* reviewed/.test(statusBar.text ?? ''));
  });

  it('saves the report as one HTML file that needs nothing else', async () => {
    const { dialogs } = await extension();
    const place = vscode.Uri.file(join(dirname(uri.fsPath), 'audit.html'));
    dialogs.saveNextAt(place);
    await vscode.commands.executeCommand('pairlens.saveReport');
    assert.ok(existsSync(place.fsPath), dialogs.asked.at(-1)?.text);
    const html = readFileSync(place.fsPath, 'utf8');
    assert.match(html, /<html/i);
    assert.doesNotMatch(html, /<(script|link|img)[^>]+(src|href)=["']?https?:/i);
  });

  it('opens the report beside the editor', async () => {
    await vscode.commands.executeCommand('pairlens.report');
    const label = () => vscode.window.tabGroups.activeTabGroup.activeTab?.label;
    await eventually(() => label()?.startsWith('Report: '));
  });
});
