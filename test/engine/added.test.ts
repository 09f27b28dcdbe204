import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../../src/edits/action.ts';
import { type Addition, firstAdded } from '../../src/edits/addition.ts';
import { judgement } from '../../src/edits/decision.ts';
import { auditRequest } from '../../src/protocol/auditing.ts';
import { draftRequest } from '../../src/protocol/deciding.ts';
import { closeRequest, revertRequest } from '../../src/protocol/opening.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { detailRequest, locateRequest, windowRequest } from '../../src/protocol/reading.ts';
import { backupRequest } from '../../src/protocol/recovery.ts';
import { type Saved, saveRequest } from '../../src/protocol/saving.ts';
import { exportRequest } from '../../src/protocol/scopes.ts';
import { type View, wholeFile } from '../../src/protocol/view.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';
import { madeDataset } from './support/madeDataset.ts';

const at = '2026-01-02T03:04:05.000Z';
const doc = 'd';

describe('comparisons that the reviewer adds', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let lines: string[];

  beforeEach(async () => {
    folder = temporaryFolder();
    lines = madeDataset(6).trimEnd().split('\n');
    path = folder.write('x.jsonl', `${lines.join('\n')}\n`);
    engine = startEngine();
    await open();
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const open = (more = {}) => engine.open({ doc, path, storage: join(folder.path, 'storage'), ...more });
  const rowsOf = async (view: View = wholeFile): Promise<number[]> => {
    for (;;) {
      const shown = await engine.connection.sendRequest(windowRequest, { doc, view, start: 0, count: 100 });
      if (shown.complete) return shown.items.map(({ row }) => row);
    }
  };
  const save = (): Promise<Saved> => engine.connection.sendRequest(saveRequest, { doc, path: null, overwrite: false });
  const file = (): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');
  const sidecar = (): { verdict: string | null; occurrence: number; key: string }[] =>
    readFileSync(join(folder.path, 'x.review.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
  const added = (row: number, addition: Addition | null): Action => ({ type: 'addition', row, at, addition });

  async function add(after: number, kind: 'copy' | 'blank' = 'copy'): Promise<{ row: number; addition: Addition }> {
    const draft = await engine.connection.sendRequest(draftRequest, { doc, row: after, kind });
    await engine.apply(doc, added(draft.row, draft.addition));
    return draft;
  }

  it('stand behind their rows in every view, and go again with an undo', async () => {
    const copy = await add(1);
    const blank = await add(1, 'blank');
    const ofCopy = await add(copy.row);
    assert.deepEqual([copy.row, blank.row, ofCopy.row], [firstAdded, firstAdded + 1, firstAdded + 2]);
    const order = [0, 1, copy.row, blank.row, ofCopy.row, 2, 3, 4, 5];
    assert.deepEqual(await rowsOf(), order);
    assert.deepEqual(await rowsOf({ filter: {}, sort: 'position', descending: true }), order.toReversed());
    const condition: View = { filter: { text: { kind: 'sql', value: 'not malformed' } }, sort: 'position' };
    assert.deepEqual(await rowsOf(condition), order);
    const words: View = { filter: { text: { kind: 'words', value: '"Question 1:"' } }, sort: 'position' };
    assert.deepEqual(await rowsOf(words), [1, copy.row, ofCopy.row]);
    const place = { doc, view: wholeFile, row: 2 };
    assert.equal(await engine.connection.sendRequest(locateRequest, place), 5);
    assert.equal((await engine.connection.sendRequest(overviewRequest, { doc })).rowCount, 9);
    const [detail] = await engine.connection.sendRequest(detailRequest, { doc, rows: [blank.row] });
    assert.ok(detail?.row.kind === 'comparison');
    assert.equal(detail.row.comparison.prompt[0]?.content, '');
    await engine.apply(doc, added(copy.row, null));
    assert.deepEqual(await rowsOf(), [0, 1, blank.row, ofCopy.row, 2, 3, 4, 5]);
    assert.deepEqual(await rowsOf(words), [1, ofCopy.row]);
    await engine.apply(doc, added(copy.row, copy.addition));
    assert.deepEqual(await rowsOf(), order, 'an undo undone');
  });

  it('are written on lines of their own with their edited texts, and every other byte stays', async () => {
    const { row } = await add(1);
    await engine.apply(doc, { type: 'text', row, at, ref: 'prompt/0', text: 'Edited?' });
    await engine.verdict(doc, row, 'b');
    const saved = await save();
    assert.deepEqual([saved.changed, saved.decisions, saved.sidecarOnly], [1, 1, '']);
    const { chosen, rejected } = JSON.parse(lines[1]!);
    const line = JSON.stringify({ prompt: 'Edited?', chosen: rejected, rejected: chosen });
    assert.deepEqual(file(), [...lines.slice(0, 2), line, ...lines.slice(2)]);
    assert.deepEqual(await rowsOf(), [0, 1, row, 2, 3, 4, 5], 'numbers stay');
    const [detail] = await engine.connection.sendRequest(detailRequest, { doc, rows: [row] });
    assert.equal(detail?.row.line, 3);
    // Taken away again, and saved: the file is as it was.
    await engine.verdict(doc, row, null);
    await engine.apply(doc, { type: 'text', row, at, ref: 'prompt/0', text: null });
    await engine.apply(doc, added(row, null));
    await save();
    assert.deepEqual(file(), lines);
    // And again there, by a redo.
    await engine.apply(doc, added(row, { after: 1, record: lines[1]! }));
    await save();
    assert.deepEqual(file(), [...lines.slice(0, 2), lines[1], ...lines.slice(2)]);
  });

  it('have their verdicts when the file is opened again, and copies do not change whose decision is whose', async () => {
    folder.write('x.jsonl', `${[...lines.slice(0, 2), lines[1], ...lines.slice(2)].join('\n')}\n`);
    await engine.connection.sendRequest(revertRequest, { doc });
    await engine.verdict(doc, 2, 'tie');
    await save();
    const { row } = await add(1);
    await engine.verdict(doc, row, 'both_bad');
    await save();
    assert.deepEqual(
      sidecar().map(({ verdict, occurrence }) => [verdict, occurrence]),
      [
        ['tie', 2],
        ['both_bad', 1],
      ],
    );
    await engine.connection.sendRequest(closeRequest, { doc, keepJournal: false });
    const opened = await open();
    assert.deepEqual(
      opened.decisions.map(([one, { verdict }]) => [one, verdict]).toSorted(([x], [y]) => Number(x) - Number(y)),
      [
        [2, 'both_bad'],
        [3, 'tie'],
      ],
    );
  });

  it('are found by words, audited and exported like all others, before a save and after it', async () => {
    path = folder.write('y.jsonl', madeDataset(60));
    const name = { doc: 'y', path, storage: join(folder.path, 'storage') };
    await engine.open(name);
    const draft = await engine.connection.sendRequest(draftRequest, { doc: 'y', row: 7, kind: 'copy' });
    await engine.apply('y', added(draft.row, draft.addition));
    const words: View = { filter: { text: { kind: 'words', value: '"Question 7:"' } }, sort: 'position' };
    for (const saved of [false, true]) {
      if (saved) await engine.connection.sendRequest(saveRequest, { doc: 'y', path: null, overwrite: false });
      await engine.connection.sendRequest(auditRequest, { doc: 'y', seed: 1, progress: `p${saved}` });
      const [detail] = await engine.connection.sendRequest(detailRequest, { doc: 'y', rows: [draft.row] });
      assert.equal(detail?.audit?.row, draft.row);
      assert.equal(detail.stale, false);
      const duplicate = detail.audit.findings.find(({ kind }) => kind === 'duplicate');
      assert.deepEqual(duplicate?.related, [7]);
      const target = join(folder.path, `out-${saved}.jsonl`);
      const scope = { view: words };
      await engine.connection.sendRequest(exportRequest, { doc: 'y', scope, path: target, decided: true });
      const line = madeDataset(60).split('\n')[7]!;
      assert.equal(readFileSync(target, 'utf8'), `${line}\n${line}\n`);
    }
    // The audit is kept by the content of the file as it is on disk.
    await engine.connection.sendRequest(closeRequest, { doc: 'y', keepJournal: false });
    const { audited } = await engine.open(name);
    assert.equal(audited, true);
    const [detail] = await engine.connection.sendRequest(detailRequest, { doc: 'y', rows: [8] });
    assert.deepEqual(detail?.audit?.findings.find(({ kind }) => kind === 'duplicate')?.related, [7]);
  });

  it('are there again after a backup, a crash, and a crash after a save', async () => {
    const first = await add(4);
    await engine.verdict(doc, first.row, 'tie');
    const backup = join(folder.path, 'backup');
    await engine.connection.sendRequest(backupRequest, { doc, path: backup });
    await engine.kill();
    engine = startEngine();
    const restored = await open({ doc: 'd', backup });
    assert.deepEqual(await rowsOf(), [0, 1, 2, 3, 4, first.row, 5]);
    const [[row, decision] = []] = restored.decisions;
    assert.deepEqual([row, decision?.verdict, decision?.added?.after], [first.row, 'tie', 4]);

    const { written } = await save();
    const second = await add(0);
    await engine.kill();
    engine = startEngine();
    // The host carries on with what it holds.
    const held = [
      [first.row, decision!],
      [second.row, { ...decision!, ...judgement(null, 'seen'), added: second.addition }],
    ] as const;
    await open({ decisions: held, written });
    assert.deepEqual(await rowsOf(), [0, second.row, 1, 2, 3, 4, first.row, 5]);
    await save();
    assert.deepEqual(file(), [lines[0], lines[0], ...lines.slice(1, 5), lines[4], lines[5]]);
  });

  it('of a session that was lost are put onto the file as it is now', async () => {
    await add(0);
    await save();
    const late = await add(5);
    await engine.verdict(doc, 3, 'drop');
    const backup = join(folder.path, 'backup');
    await engine.connection.sendRequest(backupRequest, { doc, path: backup });
    await engine.kill();
    engine = startEngine();
    const { decisions } = await open({ doc: 'other', backup });
    const opened = new Map(decisions);
    // What the first save wrote is a row as any other now, and those behind it are one further.
    assert.equal(opened.get(4)?.verdict, 'drop');
    assert.equal(opened.get(late.row)?.added?.after, 6);
  });

  it('are refused where the file can not hold them', async () => {
    const array = folder.write('a.json', `[${lines.join(',\n')}]`);
    await engine.open({ doc: 'a', path: array, storage: join(folder.path, 'storage') });
    const ask = (name: string) => engine.connection.sendRequest(draftRequest, { doc: name, row: 0, kind: 'copy' });
    await assert.rejects(ask('a'), /JSON array/);
    await engine.connection.sendRequest(closeRequest, { doc, keepJournal: false });
    await open({ applyToRecord: false });
    await assert.rejects(ask(doc), /applyToRecord/);
    await assert.rejects(engine.apply(doc, added(3, null)), /no place/);
    await assert.rejects(engine.apply(doc, added(firstAdded, { after: 99, record: '{}' })), /no place/);
  });
});
