import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { judgement } from '../../../src/edits/decision.ts';
import type { Figures } from '../../../src/reward/figures.ts';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

describe('a refit', () => {
  let uri: vscode.Uri;
  before(async function () {
    this.timeout(120_000);
    const { overviews, dialogs } = await extension();
    const root = vscode.extensions.getExtension('pairlens.pairlens')!.extensionPath;
    uri = fixture('pairs.jsonl', 'refit.jsonl');
    // A part of it only: audits are kept by content, and this one is of turned labels.
    const sample = readFileSync(join(root, 'samples', 'helpdesk.jsonl'), 'utf8')
      .split('\n')
      .slice(0, 100);
    writeFileSync(uri.fsPath, `${sample.join('\n')}\n`);
    await open(uri);
    assert.ok(await vscode.commands.executeCommand<Figures | null>('pairlens.audit'));
    await eventually(() => overviews.shown?.overview.audited);
    // The message at the end of an audit, which is no refit's.
    await eventually(() => dialogs.asked.some(({ text }) => text.startsWith('refit.jsonl')));
  });
  after(closeAll);

  it('brings the audit up to date when asked, without a question or a message', async function () {
    this.timeout(120_000);
    const { overviews, document, dialogs, statusBar } = await extension();
    const opened = document(uri.fsPath)!;
    const asked = dialogs.asked.length;
    await opened.edit(
      { type: 'verdict', row: 0, ...judgement('b', 'seen'), at: '2026-01-02T03:04:05.000Z' },
      'Prefer Second',
    );
    await eventually(() => overviews.shown?.overview.stale);
    assert.match(statusBar.text ?? '', /audit is stale/);
    const done = vscode.commands.executeCommand<boolean>('pairlens.refit');
    await eventually(() => /refitting, \d+ %/.test(statusBar.text ?? ''));
    assert.equal(await done, true);
    await eventually(() => overviews.shown?.overview.stale === false);
    assert.equal(overviews.shown?.overview.work?.counted, 0, 'a verdict changes no text');
    assert.equal(dialogs.asked.length, asked);
  });

  it('can be cancelled', async function () {
    this.timeout(120_000);
    const { overviews, document } = await extension();
    await document(uri.fsPath)!.edit(
      { type: 'verdict', row: 1, ...judgement('b', 'seen'), at: '2026-01-02T03:04:05.000Z' },
      'Prefer Second',
    );
    const done = vscode.commands.executeCommand<boolean>('pairlens.refit');
    await eventually(() => overviews.shown?.overview.refit);
    await vscode.commands.executeCommand('pairlens.cancelRefit');
    assert.equal(await done, false);
    await eventually(() => overviews.shown?.overview.refit === null && overviews.shown.overview.stale);
  });
});
