import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../../src/edits/action.ts';
import { judgement, type Verdict } from '../../src/edits/decision.ts';
import type { ReviewAction } from '../../src/edits/reviewAction.ts';
import { invertReview } from '../../src/edits/reviewAction.ts';
import { draftRequest } from '../../src/protocol/deciding.ts';
import { closeRequest, decisionsRequest, revertRequest } from '../../src/protocol/opening.ts';
import { detailRequest } from '../../src/protocol/reading.ts';
import { backupRequest, recoverRequest } from '../../src/protocol/recovery.ts';
import { type MergePlan, mergeRequest, reviewersRequest } from '../../src/protocol/review.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';
import { madeDataset } from './support/madeDataset.ts';

const at = '2026-01-02T03:04:05.000Z';
const later = '2026-02-03T04:05:06.000Z';

describe('merging another reviewer’s file', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let theirs: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    const lines = madeDataset(6).trimEnd().split('\n');
    // The last one twice more, so that occurrence numbers count.
    path = folder.write('x.jsonl', `${[...lines, lines[5], lines[5]].join('\n')}\n`);
    theirs = join(folder.path, 'bea.review.jsonl');
    engine = startEngine();
    await open('bea', { reviewer: 'bea' });
    for (const [row, verdict] of [
      [0, 'tie'],
      [1, 'b'],
      [6, 'drop'],
      [7, 'both_bad'],
    ] as const)
      await engine.apply('bea', gives(row, verdict, later));
    await save('bea');
    await engine.connection.sendRequest(closeRequest, { doc: 'bea', keepJournal: false });
    // The label that bea's verdict exchanged is as it was again: only her review file is sent.
    folder.write('x.jsonl', `${[...lines, lines[5], lines[5]].join('\n')}\n`);
    writeFileSync(theirs, readFileSync(sidecar()));
    writeFileSync(sidecar(), '');
    await open('d');
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const open = (doc: string, more = {}) => engine.open({ doc, path, storage: join(folder.path, 'storage'), ...more });
  const save = (doc = 'd') => engine.connection.sendRequest(saveRequest, { doc, path: null, overwrite: false });
  const sidecar = (): string => join(folder.path, 'x.review.jsonl');
  const gives = (row: number, verdict: Verdict | null, when = at): Action => ({
    type: 'verdict',
    row,
    at: when,
    ...judgement(verdict, 'seen'),
  });
  const plan = (doc = 'd'): Promise<MergePlan> => engine.connection.sendRequest(mergeRequest, { doc, path: theirs });
  const verdicts = async (doc = 'd'): Promise<(readonly [number, Verdict | null])[]> =>
    (await engine.connection.sendRequest(decisionsRequest, { doc }))
      .map(([row, { verdict }]) => [row, verdict] as const)
      .toSorted(([x], [y]) => x - y);
  const written = (): { reviewer: string; occurrence: number; verdict: string | null }[] =>
    readFileSync(sidecar(), 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  const byName = (): string[] => written().map(line => `${line.reviewer} ${line.occurrence} ${line.verdict}`);
  const bea = ['bea 0 tie', 'bea 0 b', 'bea 1 drop', 'bea 2 both_bad'];
  const ofBea = [
    [0, 'tie'],
    [1, 'b'],
    [6, 'drop'],
    [7, 'both_bad'],
  ] as const;

  async function merge(): Promise<ReviewAction> {
    const { action } = await plan();
    assert.ok(action !== null);
    await engine.apply('d', action);
    return action;
  }

  it('is planned without changing anything, and then one step that a save writes', async () => {
    await engine.apply('d', gives(1, 'a'));
    const { action, ...told } = await plan();
    assert.deepEqual(told, { added: 4, known: 0, bad: 0, reviewers: ['bea'] });
    assert.deepEqual(await verdicts(), [[1, 'a']]);
    await engine.apply('d', action!);
    assert.deepEqual(await verdicts(), [ofBea[0], [1, 'a'], ofBea[2], ofBea[3]]);
    assert.deepEqual(byName(), []);
    const dataset = readFileSync(path, 'utf8');
    assert.equal((await save()).decisions, 5);
    assert.deepEqual(byName(), [...bea, 'ada 0 a']);
    assert.equal(readFileSync(path, 'utf8'), dataset, 'what others decided is not written into the records');
    assert.equal((await plan()).action, null, 'nothing new');
    // The disagreement is known once both are there.
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    await open('d');
    assert.deepEqual((await engine.connection.sendRequest(reviewersRequest, { doc: 'd' })).conflicts, {
      all: 1,
      open: 1,
    });
  });

  it('is taken back with every decision and line, before a save and after it, and brought again', async () => {
    await engine.apply('d', gives(0, 'a'));
    await save();
    const own = byName();
    const action = await merge();
    const merged = await verdicts();
    const conflicts = { all: 1, open: 1 };
    assert.deepEqual((await engine.connection.sendRequest(reviewersRequest, { doc: 'd' })).conflicts, conflicts);
    const [detail] = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [0] });
    assert.deepEqual(
      detail?.reviews?.map(({ reviewer }) => reviewer),
      ['ada', 'bea'],
    );
    const undo = invertReview(action);
    await engine.apply('d', undo);
    assert.deepEqual(await verdicts(), [[0, 'a']]);
    assert.deepEqual((await engine.connection.sendRequest(reviewersRequest, { doc: 'd' })).pairs, []);
    await save();
    assert.deepEqual(byName(), own);
    await engine.apply('d', action);
    assert.deepEqual(await verdicts(), merged);
    await save();
    assert.deepEqual(byName(), [...own, ...bea]);
    await engine.apply('d', undo);
    await save();
    assert.deepEqual(byName(), own);
    assert.deepEqual(await verdicts(), [[0, 'a']]);
    await engine.apply('d', action);
    await save();
    assert.deepEqual(byName(), [...own, ...bea]);
  });

  it('leaves nothing in the reviewer’s name on rows that they judged and took back', async () => {
    const action = await merge();
    await engine.apply('d', gives(6, 'tie'));
    // Undo of that, as the host does it: what bea said counts again.
    await engine.apply('d', gives(6, 'drop', later));
    await engine.apply('d', invertReview(action));
    await save();
    assert.deepEqual(await verdicts(), []);
    assert.equal(existsSync(sidecar()) ? readFileSync(sidecar(), 'utf8') : '', '');
    // With a save in between, the own line is taken back by another of the same name.
    await engine.apply('d', action);
    await engine.apply('d', gives(6, 'tie'));
    await save();
    await engine.apply('d', gives(6, 'drop', later));
    await engine.apply('d', invertReview(action));
    await save();
    assert.deepEqual(byName(), ['ada 1 tie', 'ada 1 null']);
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    assert.deepEqual((await open('d')).decisions, []);
  });

  it('is held by a backup, and by the journal of a crash', async () => {
    const action = await merge();
    await engine.apply('d', gives(1, 'a'));
    const backup = join(folder.path, 'backup');
    await engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await engine.kill();
    engine = startEngine();
    const opened = await open('next', { backup });
    assert.equal(opened.restored, true);
    const expected = [ofBea[0], [1, 'a'], ofBea[2], ofBea[3]];
    assert.deepEqual(await verdicts('next'), expected);
    assert.equal((await engine.connection.sendRequest(reviewersRequest, { doc: 'next' })).pairs.length, 0);
    await engine.kill();
    engine = startEngine();
    const later = await open('crashed');
    assert.equal(later.recoverable, 4);
    const recovered = await engine.connection.sendRequest(recoverRequest, { doc: 'crashed' });
    assert.deepEqual(recovered.review, action);
    assert.deepEqual(
      recovered.decisions.map(([row, { verdict }]) => [row, verdict]),
      [[1, 'a']],
    );
    await save('crashed');
    assert.deepEqual(byName(), [...bea, 'ada 0 a']);
  });

  it('is held where only lines came, and dropped by a revert', async () => {
    for (const [row] of ofBea) await engine.apply('d', gives(row, 'a'));
    await save();
    await merge();
    await engine.kill();
    engine = startEngine();
    assert.equal((await open('next')).recoverable, 4);
    await engine.connection.sendRequest(recoverRequest, { doc: 'next' });
    await engine.connection.sendRequest(revertRequest, { doc: 'next' });
    await save('next');
    assert.deepEqual([...new Set(written().map(({ reviewer }) => reviewer))], ['ada']);
  });

  it('keeps every reviewer’s lines with their comparisons when one of the same texts comes and goes', async () => {
    await engine.apply('d', gives(7, 'a'));
    const action = await merge();
    await save();
    const draft = await engine.connection.sendRequest(draftRequest, { doc: 'd', row: 5, kind: 'copy' });
    const added = (addition: typeof draft.addition | null): Action => ({
      type: 'addition',
      row: draft.row,
      at,
      addition,
    });
    await engine.apply('d', added(draft.addition));
    await engine.apply('d', gives(draft.row, 'later'));
    await save();
    const both = [...bea.slice(0, 2), 'bea 2 drop', 'bea 3 both_bad'];
    assert.deepEqual(byName(), [...both, 'ada 3 a', 'ada 1 later']);
    // The merge taken back and brought again while the copy is in the file.
    await engine.apply('d', invertReview(action));
    await save();
    assert.deepEqual(byName(), ['ada 3 a', 'ada 1 later']);
    await engine.apply('d', action);
    assert.deepEqual(await verdicts(), [...ofBea.slice(0, 3), [7, 'a'], [draft.row, 'later']]);
    await save();
    assert.deepEqual(byName(), ['ada 3 a', 'ada 1 later', ...both]);
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    await open('again');
    assert.deepEqual(await verdicts('again'), [...ofBea.slice(0, 2), [6, 'later'], [7, 'drop'], [8, 'a']]);
  });

  it('numbers all lines as before when the added comparison is taken away', async () => {
    await merge();
    await save();
    const draft = await engine.connection.sendRequest(draftRequest, { doc: 'd', row: 5, kind: 'copy' });
    await engine.apply('d', { type: 'addition', row: draft.row, at, addition: draft.addition });
    await save();
    assert.deepEqual(byName().slice(0, 4), [...bea.slice(0, 2), 'bea 2 drop', 'bea 3 both_bad']);
    await engine.apply('d', { type: 'addition', row: draft.row, at, addition: null });
    await save();
    assert.deepEqual(byName(), bea);
  });
});
