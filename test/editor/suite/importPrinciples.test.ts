import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ImportedVotes } from '../../../src/protocol/importVotes.ts';
import { overviewRequest } from '../../../src/protocol/overview.ts';
import { closeAll, extension, fixture, open } from '../support/host.ts';

const kind = 'Select the response that is kind.';
const days = Array.from({ length: 40 }, (_, at) => ({
  prompt: `Tell me of day ${at}.`,
  chosen: `So it was on day ${at}.`,
  rejected: `So it was not, on day ${at}.`,
}));

describe('principles of other programs in VS Code', function () {
  this.timeout(60_000);
  let uri: vscode.Uri;
  let votes: vscode.Uri;

  before(async () => {
    uri = fixture('pairs.jsonl', 'days.jsonl');
    votes = fixture('pairs.jsonl', 'days.votes.json');
    writeFileSync(uri.fsPath, `${days.map(day => JSON.stringify(day)).join('\n')}\n`);
    const comparisons = days.map(({ prompt, chosen, rejected }) => ({
      prompt,
      response_a: { text: rejected },
      response_b: { text: chosen },
      annotations: { k: { pref: 'b' } },
    }));
    const annotators = { k: { type: 'principle', description: kind } };
    writeFileSync(votes.fsPath, JSON.stringify({ annotators, comparisons }));
  });
  after(closeAll);

  const run = () => vscode.commands.executeCommand<ImportedVotes | null>('pairlens.importPrinciples');
  const rules = async () => {
    const { comparisons, engine } = await extension();
    const { principles } = await engine.request(overviewRequest, { doc: comparisons.latest!.document.id });
    return principles.flatMap(({ origin, text, for: agrees }) => (origin === 'file' ? [[text, agrees]] : []));
  };

  it('are taken in with their votes and stand beside the measured ones, until they are forgotten', async () => {
    const { dialogs } = await extension();
    await open(uri);
    dialogs.pickNext('AnnotatedPairs');
    dialogs.openNext(votes);
    const asked = dialogs.asked.length;
    const imported = await run();
    assert.deepEqual([imported?.principles, imported?.comparisons], [1, 40]);
    assert.match(dialogs.asked[asked]?.text ?? '', /holds votes of 1 principles on 40 of 40 comparisons/);
    assert.deepEqual(await rules(), [[kind, 40]]);
    dialogs.pickNext('Forget what was imported');
    assert.equal(await run(), null);
    assert.deepEqual(await rules(), []);
  });

  it('are refused with the file and line where they are broken', async () => {
    const { dialogs } = await extension();
    await open(uri);
    const broken = fixture('pairs.jsonl', 'broken.votes.json');
    writeFileSync(broken.fsPath, '{"annotators": {},\n "comparisons": [}');
    dialogs.pickNext('AnnotatedPairs');
    dialogs.openNext(broken);
    const asked = dialogs.asked.length;
    assert.equal(await run(), undefined);
    assert.match(dialogs.asked[asked]?.text ?? '', /broken\.votes\.json:2: /);
  });

  it('are left alone where the user chooses nothing', async () => {
    await open(uri);
    assert.equal(await run(), null);
  });
});
