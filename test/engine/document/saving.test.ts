import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sidecarPath } from '../../../src/dataset/sidecar.ts';
import type { Decision } from '../../../src/edits/decision.ts';
import { outsideChangeCode } from '../../../src/protocol/errorCodes.ts';
import { revertRequest } from '../../../src/protocol/opening.ts';
import { detailRequest } from '../../../src/protocol/reading.ts';
import { outsideChangeRequest } from '../../../src/protocol/saving.ts';
import { startEngine, whole } from '../support/engine.ts';
import { failure, useOddFile } from './oddFile.ts';

describe('a save of a document in the engine', () => {
  const odd = useOddFile();
  it('flips a record at the spans of its values, and undoes it byte for byte after the save', async () => {
    await odd.open();
    const before = readFileSync(odd.path);
    const { left } = await odd.detail(0);
    await odd.engine.verdict('d', 0, 'b');
    assert.ok(before.equals(readFileSync(odd.path)), 'nothing is written before the save');
    const saved = await odd.save();
    assert.deepEqual([saved.changed, saved.decisions, saved.sidecarOnly], [1, 1, '']);
    const flipped = before
      .toString()
      .replace('"chosen": "Nine to eleven minutes in boiling, salted water."', '"chosen": "It depends."')
      .replace('"rejected": "It depends."', '"rejected": "Nine to eleven minutes in boiling, salted water."');
    assert.equal(readFileSync(odd.path, 'utf8'), flipped);
    const shown = await odd.detail(0);
    assert.equal(shown.left, left, 'the sides do not jump');
    assert.ok(shown.row.kind === 'comparison' && shown.row.comparison.a.messages[0]?.content.startsWith('Nine'));
    await odd.engine.verdict('d', 0, null);
    await odd.save();
    assert.ok(before.equals(readFileSync(odd.path)));
  });

  it('keeps a decision, its meaning and the left side over a save and a new start', async () => {
    await odd.open();
    const { left, row } = await odd.detail(2);
    assert.ok(row.kind === 'comparison');
    const leftText = row.comparison[left].messages[0]?.content;
    await odd.engine.verdict('d', 2, 'b');
    await odd.engine.apply('d', { type: 'note', row: 7, note: 'the second of two', at: '2026-01-02T03:04:05.000Z' });
    await odd.save();
    await odd.engine.stop();
    odd.engine = startEngine();
    const opened = await odd.open({ doc: 'again' });
    assert.equal(opened.restored, false);
    const decisions = new Map<number, Decision>(opened.decisions);
    // The record is flipped on disk, so the preferred response is its chosen one now.
    assert.equal(decisions.get(2)?.verdict, 'a');
    assert.equal(decisions.get(7)?.note, 'the second of two');
    assert.equal(decisions.get(1), undefined, 'the first of the two equal pairs is untouched');
    const [shown] = await odd.engine.connection.sendRequest(detailRequest, { doc: 'again', rows: [2] });
    assert.ok(shown?.row.kind === 'comparison');
    assert.equal(shown.row.comparison[shown.left].messages[0]?.content, leftText);
  });

  it('saves a tie beside the file and says so', async () => {
    await odd.open();
    const before = readFileSync(odd.path);
    await odd.engine.verdict('d', 3, 'tie');
    const saved = await odd.save();
    assert.equal(saved.changed, 0);
    assert.match(saved.sidecarOnly, /tie/);
    assert.ok(before.equals(readFileSync(odd.path)));
    assert.ok(saved.sidecar !== null && existsSync(saved.sidecar));
  });

  it('saves a copy with all decisions to another odd.path and leaves the document as it is', async () => {
    await odd.open();
    const before = readFileSync(odd.path);
    await odd.engine.verdict('d', 1, 'b');
    const copy = join(odd.folder.path, 'copy.jsonl');
    await odd.save(copy);
    assert.ok(before.equals(readFileSync(odd.path)));
    assert.match(readFileSync(copy, 'utf8'), /"chosen":"12 is a fine number\.","rejected":"11"/);
    assert.ok(existsSync(sidecarPath(copy)) && !existsSync(sidecarPath(odd.path)));
    const again = await odd.engine.open({ doc: 'copy', path: copy, storage: odd.storage });
    assert.deepEqual(
      again.decisions.map(([row, { verdict }]) => [row, verdict]),
      [[1, 'a']],
    );
  });

  it('edits texts, and goes on from there in a later session', async () => {
    await odd.open();
    const edit = (text: string) =>
      odd.engine.apply('d', { type: 'text', row: 5, ref: 'b/0', text, at: '2026-01-02T03:04:05.000Z' });
    await edit('git revert HEAD, if it was pushed.');
    await odd.save();
    assert.match(readFileSync(odd.path, 'utf8'), /"rejected":"git revert HEAD, if it was pushed\."/);
    await odd.engine.stop();
    odd.engine = startEngine();
    await odd.open();
    await odd.engine.verdict('d', 5, 'b');
    await odd.save();
    await odd.engine.stop();
    odd.engine = startEngine();
    const { decisions } = await odd.open();
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[5, 'a']],
    );
    assert.match(readFileSync(odd.path, 'utf8'), /"chosen":"git revert HEAD, if it was pushed\."/);
  });

  it('does not overwrite what somebody else changed, unless told to', async () => {
    await odd.open();
    await odd.engine.verdict('d', 0, 'b');
    appendFileSync(odd.path, '\n{"id":9,"prompt":"New","chosen":"x","rejected":"y"}');
    assert.equal(await odd.engine.connection.sendRequest(outsideChangeRequest, { doc: 'd' }), 'appended');
    const error = await failure(odd.save());
    assert.equal(error.code, outsideChangeCode);
    assert.match(readFileSync(odd.path, 'utf8'), /"New"/);
    const answer = await odd.engine.connection.sendRequest(revertRequest, { doc: 'd' });
    const reverted = await whole(odd.engine.connection, 'd', answer);
    assert.deepEqual([reverted.rowCount, reverted.decisions.length], [10, 0]);
  });

  it('reverts to the file and its review file', async () => {
    await odd.open();
    await odd.engine.verdict('d', 0, 'drop');
    await odd.save();
    await odd.engine.verdict('d', 0, null);
    await odd.engine.verdict('d', 1, 'b');
    const answer = await odd.engine.connection.sendRequest(revertRequest, { doc: 'd' });
    const { decisions } = await whole(odd.engine.connection, 'd', answer);
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[0, 'drop']],
    );
    assert.deepEqual(await odd.rowsOf({ filter: { verdict: 'given' }, sort: 'position' }), [0]);
  });

  it('keeps the mode of the file over a save', async () => {
    const before = statSync(odd.path).mode;
    await odd.open();
    await odd.engine.verdict('d', 0, 'b');
    await odd.save();
    assert.equal(statSync(odd.path).mode, before);
  });
});
