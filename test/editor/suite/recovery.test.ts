import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { applyRequest } from '../../../src/protocol/deciding.ts';
import { crashRequest } from '../../../src/protocol/engine.ts';
import { openRequest } from '../../../src/protocol/opening.ts';
import { closeAll, eventually, extension, fixture, open, read, verdict } from '../support/host.ts';

describe('what a crash left behind', () => {
  afterEach(async () => {
    await closeAll();
    const { engine } = await extension();
    await engine.restart();
  });

  it('is taken over where the file still holds the comparison; where the rest is kept is said', async () => {
    const { engine, dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const { storage } = Reflect.get(await open(uri), 'options') as { readonly storage: string };
    await closeAll();
    // Another window, whose host ended together with its engine: nobody holds these decisions but the journal.
    const other = { doc: 'other-window', path: uri.fsPath, storage, reviewer: 'ada', applyToRecord: true };
    await engine.request(openRequest, other);
    for (const row of [0, 1, 3]) await engine.request(applyRequest, { doc: other.doc, action: verdict(row, 'drop') });
    const before = engine.pid;
    await engine.request(crashRequest, undefined).catch(() => undefined);
    await engine.restart();
    await eventually(() => engine.pid !== null && engine.pid !== before);
    const [, ...rest] = read(uri).split('\n');
    writeFileSync(uri.fsPath, rest.join('\n'));

    dialogs.answerNext('Recover');
    const told = dialogs.asked.length;
    const document = await open(uri);
    const said = await eventually(() => dialogs.asked.slice(told).find(({ text }) => text.includes('not taken over')));
    const path = /kept for 90 days in (.+)\.$/.exec(said.text)?.[1];
    assert.match(said.text, /about 1 comparison that is no longer in .*pairs\.jsonl/);
    assert.ok(path !== undefined && existsSync(path), said.text);
    assert.deepEqual(
      [...document.decisions].map(([row, decision]) => [row, decision.verdict]).toSorted(([x], [y]) => +x! - +y!),
      [
        [0, 'drop'],
        [2, 'drop'],
      ],
      'a malformed line among them',
    );
  });
});
