import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

/** 40 comparisons; the response with the exclamation mark is chosen, except in the first `turned`. */
function records(turned: number): string {
  const lines = Array.from({ length: 40 }, (_, at) => {
    const [loud, calm] = [`So it was on day ${at}!`, `So it was, more or less, on day ${at}.`];
    const [chosen, rejected] = at < turned ? [calm, loud] : [loud, calm];
    return JSON.stringify({ prompt: `Tell me of day ${at}.`, chosen, rejected });
  });
  return `${lines.join('\n')}\n`;
}

describe('principles of two datasets in VS Code', function () {
  this.timeout(60_000);
  let uri: vscode.Uri;
  let other: vscode.Uri;

  before(async () => {
    uri = fixture('pairs.jsonl', 'version1.jsonl');
    other = fixture('pairs.jsonl', 'version2.jsonl');
    writeFileSync(uri.fsPath, records(0));
    writeFileSync(other.fsPath, records(12));
    await open(uri);
  });
  after(closeAll);

  const run = () => vscode.commands.executeCommand<vscode.TextDocument | null>('pairlens.comparePrinciples');

  it('are shown side by side as Markdown, with the labels that changed', async () => {
    const { dialogs } = await extension();
    dialogs.openNext(other);
    const text = await run();
    assert.ok(text !== null && text !== undefined);
    assert.equal(text.languageId, 'markdown');
    const markdown = text.getText();
    assert.match(markdown, /# Principles of version1\.jsonl and of version2\.jsonl/);
    assert.match(markdown, /12 \(30\.0 %\) have another label in version2\.jsonl: 12 prefer the other response/);
    assert.match(markdown, /\| uses exclamation marks \| 100\.0 % of 40 \| 70\.0 % of 40 \|.*\*\*yes\*\*/);
    await eventually(() =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('markdown.preview')),
    );
  });

  it('are not compared with a file that holds no comparisons, which is said', async () => {
    const { dialogs } = await extension();
    const broken = fixture('pairs.jsonl', 'broken.jsonl');
    writeFileSync(broken.fsPath, 'nothing\n');
    await open(uri);
    dialogs.openNext(broken);
    const asked = dialogs.asked.length;
    assert.equal(await run(), undefined);
    assert.match(dialogs.asked[asked]?.text ?? '', /broken\.jsonl/);
  });

  it('are left alone where the user chooses no file', async () => {
    await open(uri);
    assert.equal(await run(), null);
  });
});
