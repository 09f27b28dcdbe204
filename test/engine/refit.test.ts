import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Action } from '../../src/edits/action.ts';
import { judgement } from '../../src/edits/decision.ts';
import { auditRequest, type MemberChoice } from '../../src/protocol/auditing.ts';
import { explainRequest } from '../../src/protocol/explaining.ts';
import { type Overview, overviewRequest } from '../../src/protocol/overview.ts';
import { detailRequest, locateRequest, windowRequest } from '../../src/protocol/reading.ts';
import { cancelRefitRequest, lookRequest, refitRequest, refitSettingsRequest } from '../../src/protocol/refit.ts';
import type { View } from '../../src/protocol/view.ts';
import { writeManifest } from '../support/modelsFolder.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';
import { dist, startEngine, type TestEngine } from './support/engine.ts';
import { madeDataset } from './support/madeDataset.ts';

const at = '2026-01-02T03:04:05.000Z';
const comparisons = 2000;
/** Members whose fits take long and have nothing to do with what is tested. */
const members: MemberChoice = { device: 'cpu', without: ['forest', 'boosted', 'ngram'] };

describe('a refit in the engine', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let models: string;

  before(async () => {
    folder = temporaryFolder();
    path = folder.write('made.jsonl', madeDataset(comparisons));
    models = join(folder.path, 'models');
    const encoder = await tinyModel(
      join(models, 'tiny-encoder'),
      { kind: 'encoder' },
      { id: 'tiny-encoder', recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } },
    );
    writeManifest(models, [encoder]);
    engine = startEngine({ PAIRLENS_MODELS: models });
    await open();
    await engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'p', members });
  });
  after(async () => {
    await engine.stop();
    folder.remove();
  });

  const open = () => engine.open({ doc: 'd', path, storage: join(folder.path, 'storage') });
  const overview = (): Promise<Overview> => engine.connection.sendRequest(overviewRequest, { doc: 'd' });
  const settings = (after: { changes: number; pause: number } | null) =>
    engine.connection.sendRequest(refitSettingsRequest, { doc: 'd', settings: { seed: 0, members, after } });
  const refit = () => engine.connection.sendRequest(refitRequest, { doc: 'd' });
  const rowsOf = async (view: View): Promise<number[]> => {
    const { items } = await engine.connection.sendRequest(windowRequest, {
      doc: 'd',
      view,
      start: 0,
      count: 400,
    });
    return items.map(({ row }) => row);
  };
  const apply = (actions: Extract<Action, { row: number }>[]) => engine.apply('d', { type: 'batch', actions });
  /** Prefers the other response of comparisons that chose the first. */
  const turned = new Set<number>();
  const turn = (rows: readonly number[]) => {
    for (const row of rows) turned.add(row);
    return apply(rows.map(row => ({ type: 'verdict', row, ...judgement('b', 'seen'), at })));
  };
  const audited = async (row: number) => {
    const [detail] = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [row] });
    return detail!;
  };
  /** What the audit that is shown read and ran anew. */
  const counts = async (): Promise<{ counted: number; encoded: Record<string, number> }> => {
    const { work, members: judged } = await overview();
    const encoded = judged.flatMap(({ id, run }) => (run === null ? [] : [[id, run.computed] as const]));
    return { counted: work!.counted, encoded: Object.fromEntries(encoded) };
  };
  const until = async (holds: (seen: Overview) => boolean): Promise<void> => {
    for (let tries = 0; tries < 600; tries++) {
      if (holds(await overview())) return;
      await new Promise(settle => setTimeout(settle, 100));
    }
    assert.fail('it did not come to that within a minute');
  };

  it('reads and encodes everything once', async () => {
    await settings(null);
    // Relevance also encodes the empty text, which stands for turns that a prompt does not have.
    assert.deepEqual(await counts(), {
      counted: 3 * comparisons,
      encoded: { 'tiny-encoder': 2 * comparisons, relevance: comparisons + 1 },
    });
  });

  it('reads and encodes nothing for verdicts', async () => {
    await turn([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert.equal((await overview()).stale, true);
    assert.equal(await refit(), true);
    assert.deepEqual(await counts(), { counted: 0, encoded: { 'tiny-encoder': 0, relevance: 0 } });
    assert.equal((await overview()).stale, false);
    assert.deepEqual([(await audited(3)).audit?.label, (await audited(3)).stale], ['b', false]);
  });

  it('reads and encodes exactly the texts that ten edits changed', async () => {
    const edited = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
    await apply(
      edited.map(row => ({
        type: 'text',
        row,
        ref: 'a/0',
        text: `Another answer, the ${row}th, to the question.`,
        at,
      })),
    );
    assert.equal(await refit(), true);
    assert.deepEqual(await counts(), { counted: 10, encoded: { 'tiny-encoder': 10, relevance: 0 } });
    await apply([{ type: 'text', row: 30, ref: 'prompt/0', text: 'What is asked now is something else.', at }]);
    assert.equal(await refit(), true);
    assert.deepEqual(await counts(), { counted: 1, encoded: { 'tiny-encoder': 0, relevance: 1 } });
  });

  it('explains by the new heads', async () => {
    const explain = () => engine.connection.sendRequest(explainRequest, { doc: 'd', row: 100 });
    const before = (await explain())!;
    await turn([40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59]);
    assert.deepEqual(await explain(), before, 'until then the audit is the old one');
    await refit();
    const after = (await explain())!;
    const sum = after.members.find(({ id }) => id === 'style')!.features.reduce((total, f) => total + f.weight, 0);
    const { audit } = await audited(100);
    const sign = audit!.label === 'a' ? 1 : -1;
    assert.ok(Math.abs(sum - sign * audit!.margins.style!) < 1e-3);
    assert.notDeepEqual(after.members, before.members);
  });

  it('begins by itself after enough changes, and leaves the order under the reviewer alone', async () => {
    const view: View = { filter: {}, sort: 'p' };
    const before = await rowsOf(view);
    const position = 7;
    await engine.connection.sendRequest(lookRequest, {
      doc: 'd',
      editor: 'e',
      place: { view, row: before[position]! },
    });
    await settings({ changes: 40, pause: 50 });
    // What is least probable is turned, so that it is no longer.
    const doubtful = before.slice(position + 20).filter(row => !turned.has(row));
    await turn(doubtful.slice(0, 40));
    await until(({ refit: running }) => running !== null);
    await until(({ refit: running, stale }) => running === null && !stale);
    const after = await rowsOf(view);
    assert.deepEqual(after.slice(0, position + 11), before.slice(0, position + 11));
    assert.notDeepEqual(after.slice(position + 11), before.slice(position + 11));
    const ps = await Promise.all(
      after.slice(position + 11, position + 60).map(async row => (await audited(row)).audit!.p),
    );
    assert.deepEqual(
      ps,
      ps.toSorted((x, y) => x! - y!),
      'all else is in the new order',
    );
    const located = await engine.connection.sendRequest(locateRequest, {
      doc: 'd',
      view,
      row: before[position]!,
    });
    assert.equal(located, position);

    await engine.connection.sendRequest(lookRequest, { doc: 'd', editor: 'e', place: null });
    const fresh = await rowsOf(view);
    assert.notDeepEqual(fresh.slice(0, position + 11), before.slice(0, position + 11));
    await settings(null);
  });

  it('can be cancelled; what was decided and the audit before stay', async () => {
    const before = await audited(200);
    await turn([200]);
    const running = refit();
    await until(({ refit: state }) => state !== null);
    await engine.connection.sendRequest(cancelRefitRequest, { doc: 'd' });
    assert.equal(await running, false);
    const { refit: state, stale } = await overview();
    assert.deepEqual([state, stale], [null, true]);
    const detail = await audited(200);
    assert.deepEqual([detail.audit, detail.stale, detail.decision.verdict], [before.audit, true, 'b']);
    await apply([{ type: 'verdict', row: 200, ...judgement(null, 'seen'), at }]);
    assert.equal((await overview()).stale, false, 'taken back, the audit fits again');
  });

  it('gives way to an audit that is asked for', async () => {
    await turn([201]);
    const running = refit();
    await until(({ refit: state }) => state !== null);
    const figures = await engine.connection.sendRequest(auditRequest, {
      doc: 'd',
      seed: 0,
      progress: 'q',
      members: { ...members, without: [...members.without!, 'tiny-encoder', 'relevance'] },
    });
    assert.equal(await running, false);
    assert.equal(
      figures.members.some(({ run }) => run !== null),
      false,
    );
    assert.equal((await overview()).stale, false);
  });

  it('loses nothing when its worker crashes', async () => {
    await engine.stop();
    // An engine of its own, whose worker ends at the first audit after a file appears.
    const program = join(folder.path, 'program');
    const planted = join(folder.path, 'crash');
    mkdirSync(program);
    cpSync(join(dist, 'engine.cjs'), join(program, 'engine.cjs'));
    symlinkSync(resolve('node_modules'), join(program, 'node_modules'));
    folder.write(
      'program/worker.cjs',
      `const { parentPort } = require('node:worker_threads');
       const { existsSync } = require('node:fs');
       parentPort.on('message', question => {
         if (question.ask === 'audit' && existsSync(${JSON.stringify(planted)})) process.exit(7);
       });
       require(${JSON.stringify(join(dist, 'worker.cjs'))});`,
    );
    engine = startEngine({ PAIRLENS_MODELS: models }, join(program, 'engine.cjs'));
    assert.equal((await open()).audited, true);
    await settings(null);
    const before = await audited(300);
    await turn([300, 301]);
    folder.write('crash', '');
    await assert.rejects(refit(), /ended with code 7/);
    const detail = await audited(300);
    assert.deepEqual([detail.audit, detail.stale, detail.decision.verdict], [before.audit, true, 'b']);
    rmSync(planted);
    assert.equal(await refit(), true);
    assert.equal((await overview()).stale, false);
    assert.equal((await audited(300)).audit?.label, 'b');
  });
});
