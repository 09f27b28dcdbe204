import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Journal, readJournal } from '../../../src/dataset/journal.ts';
import type { Action } from '../../../src/edits/action.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

const fingerprint = { size: 1, mtimeMs: 2, hash: 'h' };
const header = { file: 'x.jsonl', fingerprint };
const note = (row: number, text = `note ${row}\n`): Action => ({ type: 'note', row, at: 't', note: text });

describe('journal', () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'deep', 'journal.jsonl');
  });
  afterEach(() => folder.remove());

  it('gives back what was appended, in order, without being closed', async () => {
    const journal = await Journal.begin(path, header);
    const actions = Array.from({ length: 50 }, (_, row) => note(row));
    await Promise.all(actions.map((action, i) => journal.append(action, { flush: i % 10 === 0 })));
    const content = await readJournal(path);
    const begun = { journal: 1, ...header, begun: journal.begun };
    assert.deepEqual(content, { header: begun, saves: [], actions, torn: false, unreadable: 0 });
    await journal.close({ keep: true });
    assert.equal(existsSync(path), true);
  });

  it('loses only what a crash cut short, wherever it cuts', async () => {
    const journal = await Journal.begin(path, header);
    const actions = [note(1, 'é "x"'), note(2), { type: 'batch', actions: [note(3)] } as const];
    for (const action of actions) await journal.append(action);
    await journal.close({ keep: true });
    const whole = readFileSync(path);
    const ends = [...whole].flatMap((byte, i) => (byte === 0x0a ? [i + 1] : []));
    for (let length = whole.length; length >= ends[0]!; length--) {
      truncateSync(path, length);
      const content = await readJournal(path);
      const complete = ends.filter(end => end <= length).length - 1;
      assert.deepEqual(content?.actions, actions.slice(0, complete));
      assert.equal(content?.torn, !ends.includes(length));
    }
    truncateSync(path, 5);
    assert.equal(await readJournal(path), null, 'a torn header says nothing');
  });

  it('tells which saves were begun, beside the actions, until one is done', async () => {
    const journal = await Journal.begin(path, header);
    const save = { fingerprint: { ...fingerprint, hash: 'next' }, written: [[2 ** 30, 4]] } as const;
    await journal.append(note(1));
    await journal.saving(save);
    await journal.append(note(2));
    const { saves, actions } = (await readJournal(path))!;
    assert.deepEqual([saves, actions], [[save], [note(1), note(2)]]);
    const { begun } = journal;
    await journal.clear(save.fingerprint);
    assert.notEqual(journal.begun, begun, 'it begins anew');
    await journal.append(note(3));
    const after = (await readJournal(path))!;
    assert.deepEqual([after.saves, after.actions, after.header.fingerprint], [[], [note(3)], save.fingerprint]);
    await journal.close();
  });

  it('skips a line that is damaged in the middle', async () => {
    const journal = await Journal.begin(path, header);
    await journal.append(note(1));
    appendFileSync(path, '\0\0\0\n');
    await journal.append(note(2));
    await journal.close({ keep: true });
    const content = await readJournal(path);
    assert.deepEqual([content?.actions, content?.unreadable], [[note(1), note(2)], 1]);
  });

  it('is read as earlier versions wrote it, with verdicts that were blind or not', async () => {
    const path = join(folder.path, 'earlier.journal');
    await (await Journal.begin(path, header)).close({ keep: true });
    const old = (verdict: string | null, blind: boolean): object => ({
      type: 'verdict',
      row: 1,
      at: 't',
      verdict,
      blind,
    });
    const lines = [old('a', true), { type: 'batch', actions: [old('b', false), old(null, false)] }];
    appendFileSync(path, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
    const now = (verdict: string | null, given: string | null): object => ({
      type: 'verdict',
      row: 1,
      at: 't',
      verdict,
      given,
    });
    assert.deepEqual((await readJournal(path))?.actions, [
      now('a', 'blind'),
      { type: 'batch', actions: [now('b', 'seen'), now(null, null)] },
    ]);
  });

  it('begins with the actions of an earlier one, and is cleared by a save', async () => {
    const journal = await Journal.begin(path, header, [note(1)]);
    await journal.append(note(2));
    assert.deepEqual((await readJournal(path))?.actions, [note(1), note(2)]);
    const saved = { size: 9, mtimeMs: 9, hash: 'i' };
    await journal.clear(saved);
    await journal.append(note(3));
    const content = await readJournal(path);
    assert.deepEqual([content?.header.fingerprint, content?.actions], [saved, [note(3)]]);
    await journal.close();
    assert.equal(await readJournal(path), null);
  });
});
