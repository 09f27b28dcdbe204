import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

describe('an audit made elsewhere, in VS Code', function () {
  this.timeout(120_000);
  let uri: vscode.Uri;
  let folder: string;

  before(async () => {
    uri = fixture('pairs.jsonl', 'elsewhere.jsonl');
    const root = vscode.extensions.getExtension('pairlens.pairlens')!.extensionPath;
    const lines = readFileSync(join(root, 'samples', 'helpdesk.jsonl'), 'utf8')
      .split('\n')
      .slice(0, 40);
    writeFileSync(uri.fsPath, `${[...lines, lines[0], 'not json'].join('\n')}\n`);
    folder = `${uri.fsPath}.audit`;
    const command = ['audit', uri.fsPath, '--quiet', '--models', 'none', '--out', folder];
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', PAIRLENS_STORAGE: `${uri.fsPath}.storage` };
    execFileSync(process.execPath, [join(root, 'dist', 'cli.cjs'), ...command], { env });
    await open(uri);
  });
  after(closeAll);

  it('is shown from its folder, in views and editor', async () => {
    const { dialogs, overviews, findings } = await extension();
    await eventually(() => overviews.shown?.overview.indexed);
    assert.equal(overviews.shown?.overview.audited, false);
    dialogs.openNext(vscode.Uri.file(folder));
    assert.equal(await vscode.commands.executeCommand('pairlens.openAudit'), true);
    const figures = JSON.parse(readFileSync(join(folder, 'figures.json'), 'utf8')) as {
      findings: Record<string, number>;
    };
    const counts = Object.entries(figures.findings).filter(([, count]) => count > 0);
    assert.ok(counts.length >= 2);
    await eventually(() => {
      const shown = overviews.shown?.overview.findings.filter(({ count }) => count > 0) ?? [];
      return shown.length === counts.length && shown.every(({ kind, count }) => figures.findings[kind] === count);
    });
    await eventually(async () => (await findings.getChildren()).length === counts.length);
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
