import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FindingLine } from '../../../src/audit/exportLines.ts';
import type { ScoredLine } from '../../../src/audit/fitted/scoredLine.ts';
import type { Figures } from '../../../src/reward/figures.ts';
import { gatheredFolder } from '../../support/gatheredFolder.ts';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

/** Runs the extension's command line program by VS Code's own Node, and answers what it wrote. */
function pairlens(args: readonly string[], storage: string, input = ''): string {
  const root = vscode.extensions.getExtension('pairlens.pairlens')!.extensionPath;
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', PAIRLENS_STORAGE: storage };
  const options = { env, input, maxBuffer: 64 << 20 };
  return execFileSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...args], options).toString();
}

function helpdesk(count: number): string[] {
  const root = vscode.extensions.getExtension('pairlens.pairlens')!.extensionPath;
  return readFileSync(join(root, 'samples', 'helpdesk.jsonl'), 'utf8')
    .split('\n')
    .slice(0, count);
}

/** Kinds of findings that a folder's figures count. */
function countsOf(folder: string): Map<string, number> {
  const { findings } = JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8')) as Figures;
  return new Map(Object.entries(findings).filter(([, count]) => count > 0));
}

describe('an audit made elsewhere, in VS Code', function () {
  this.timeout(120_000);
  let uri: vscode.Uri;
  let folder: string;

  before(async () => {
    uri = fixture('pairs.jsonl', 'elsewhere.jsonl');
    const lines = helpdesk(40);
    writeFileSync(uri.fsPath, `${[...lines, lines[0], 'not json'].join('\n')}\n`);
    folder = `${uri.fsPath}.audit`;
    pairlens(['audit', uri.fsPath, '--quiet', '--models', 'none', '--out', folder], `${uri.fsPath}.storage`);
    await open(uri);
  });
  after(closeAll);

  it('is shown from its folder, in views and editor', async () => {
    const { dialogs, overviews, findings } = await extension();
    await eventually(() => overviews.shown?.overview.indexed);
    assert.equal(overviews.shown?.overview.audited, false);
    dialogs.openNext(vscode.Uri.file(folder));
    assert.equal(await vscode.commands.executeCommand('pairlens.openAudit'), true);
    const counts = countsOf(folder);
    assert.ok(counts.size >= 2);
    await eventually(() => {
      const shown = overviews.shown?.overview.findings.filter(({ count }) => count > 0) ?? [];
      return shown.length === counts.size && shown.every(({ kind, count }) => counts.get(kind) === count);
    });
    await eventually(async () => (await findings.getChildren()).length === counts.size);
  });

  it('is refused for another file, with what to do', async () => {
    const { dialogs } = await extension();
    await open(fixture('pairs.jsonl', 'other.jsonl'));
    dialogs.openNext(vscode.Uri.file(folder));
    const asked = dialogs.asked.length;
    await vscode.commands.executeCommand('pairlens.openAudit');
    assert.match(dialogs.asked[asked]?.text ?? '', /is not an audit of this file as it is now/);
  });
});

describe('an audit that a cluster made, in VS Code', function () {
  this.timeout(120_000);
  let uri: vscode.Uri;
  let folder: string;
  /** Lines by kind of finding. */
  const linesOf = new Map<string, number[]>();

  before(async () => {
    uri = fixture('pairs.jsonl', 'gathered.jsonl');
    const lines = helpdesk(80);
    const text = `${[...lines, lines[3], lines[0], 'not json'].join('\n')}\n`;
    writeFileSync(uri.fsPath, text);
    const [storage, ensemble] = [`${uri.fsPath}.storage`, `${uri.fsPath}.ensemble`];
    folder = `${uri.fsPath}.audit`;
    pairlens(['fit', uri.fsPath, '-o', ensemble, '--quiet'], storage);
    const scores = pairlens(['score', ensemble, '--quiet'], storage, text)
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as ScoredLine);
    gatheredFolder(folder, { ensemble, scores, name: 'gathered.jsonl' });
    pairlens(['report', folder, '--quiet'], storage);
    for (const line of readFileSync(join(folder, 'findings.jsonl'), 'utf8').trimEnd().split('\n')) {
      const found = JSON.parse(line) as FindingLine;
      linesOf.set(found.kind, [...(linesOf.get(found.kind) ?? []), found.line]);
    }
    await open(uri);
  });
  after(closeAll);

  it('is shown with its findings and principles, in views and editor', async () => {
    const { comparisons, dialogs, findings, principles, overviews } = await extension();
    await eventually(() => overviews.shown?.overview.indexed);
    dialogs.openNext(vscode.Uri.file(folder));
    assert.equal(await vscode.commands.executeCommand('pairlens.openAudit'), true);
    const counts = countsOf(folder);
    assert.deepEqual([...counts.keys()].sort(), [...linesOf.keys()].sort());
    assert.ok(counts.has('duplicate') && counts.has('malformed') && counts.size >= 3, [...counts.keys()].join());
    await eventually(async () => (await findings.getChildren()).length === counts.size);
    assert.ok((await eventually(() => principles.getChildren())).length > 0);
    for (const kind of await findings.getChildren()) {
      assert.ok(kind.type === 'kind');
      const items = (await findings.getChildren(kind)).flatMap(node => (node.type === 'item' ? [node] : []));
      const ascending = (x: number, y: number) => x - y;
      assert.deepEqual(items.map(({ item }) => item.line).sort(ascending), linesOf.get(kind.kind));
      const { command } = findings.getTreeItem(items.at(-1)!);
      await vscode.commands.executeCommand(command!.command, ...command!.arguments!);
      await eventually(() => {
        const state = comparisons.latest?.state;
        return state?.view.filter.finding === kind.kind && state.row === items.at(-1)!.item.row;
      });
    }
  });
});
