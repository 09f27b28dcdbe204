import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../../src/audit/audit.ts';
import { auditDataset } from '../../src/audit/auditDataset.ts';
import type { AuditModels } from '../../src/audit/auditModels.ts';
import { readAll } from '../../src/audit/readAll.ts';
import { ownSeat } from '../../src/audit/streamed/judgeSeats.ts';
import { datasetRows } from '../../src/audit/streamed/rowSource.ts';
import { skim } from '../../src/audit/streamed/skim.ts';
import { streamAudit } from '../../src/audit/streamed/streamAudit.ts';
import type { FileDataset } from '../../src/dataset/fileDataset.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import type { Graph } from '../../src/reward/onnx/graph.ts';
import { HeldModels } from '../../src/reward/onnx/heldModels.ts';
import type { openGraph } from '../../src/reward/onnx/openGraph.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';

const base = { file: 's', format: 'f', seed: 3, decisions: new Map() };

describe('a streamed audit with models', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let dataset: FileDataset;
  let models: AuditModels;

  before(async () => {
    folder = temporaryFolder();
    const lines = readFileSync('samples/helpdesk.jsonl', 'utf8').trim().split('\n').slice(0, 110);
    dataset = await openDataset(folder.write('s.jsonl', `${lines.join('\n')}\n`), { storage: folder.path });
    await dataset.ready;
    const encoder = await tinyModel(
      join(folder.path, 'encoder'),
      { kind: 'encoder' },
      { id: 'tiny-encoder', recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } },
    );
    const reward = await tinyModel(
      join(folder.path, 'reward'),
      { kind: 'reward', logits: 2 },
      {
        id: 'tiny-reward',
        recipe: {
          kind: 'reward',
          template: { kind: 'pair' },
          maxLength: 64,
          keep: 'end',
          objectives: [
            { name: 'kind', weight: 0.7 },
            { name: 'brief', weight: -0.4 },
          ],
        },
      },
    );
    const pairwise = await tinyModel(
      join(folder.path, 'pairwise'),
      { kind: 'ordered', logits: 1 },
      {
        id: 'tiny-pairwise',
        recipe: {
          kind: 'pairwise',
          template: { kind: 'text', text: '{prompt} a {a} b {b}' },
          maxLength: 64,
          keep: 'start',
          logits: 1,
        },
      },
    );
    models = {
      installed: [encoder, reward, pairwise],
      device: 'cpu',
      cache: join(folder.path, 'vectors'),
      without: ['strength', 'forest', 'boosted', 'ngram'],
    };
  });
  after(async () => {
    await dataset.close();
    folder.remove();
  });

  const streamed = async (fitSample: number): Promise<Audit> => {
    const source = datasetRows(dataset);
    const skimmed = await skim(source, base.decisions);
    return streamAudit(source, skimmed, { ...base, models, fitSample, seats: ownSeat, chunkRows: 40 });
  };

  it('of a file that is all sample says what an audit of the whole says', async () => {
    const rows = await readAll(dataset, () => undefined);
    const whole = await auditDataset(rows, { ...base, models });
    const stream = await streamed(Number.POSITIVE_INFINITY);
    const names = ({ figures: { members } }: Audit) =>
      members.map(({ id, used, coverage, why }) => ({ id, used, coverage, why }));
    assert.deepEqual(names(stream), names(whole));
    const { sample: _, ...recipe } = stream.explain;
    assert.deepEqual(recipe, whole.explain);
    let [margins, parts] = [0, 0];
    for (const [i, row] of [...whole.rows].entries()) {
      const found = stream.rows.at(i)!;
      assert.deepEqual(Object.keys(found.margins).toSorted(), Object.keys(row.margins).toSorted());
      for (const [id, margin] of Object.entries(row.margins)) {
        near(found.margins[id]!, margin, `${id} of ${i}`);
        margins++;
      }
      assert.deepEqual(Object.keys(found.objectives ?? {}), Object.keys(row.objectives ?? {}));
      for (const [k, part] of (row.objectives?.['tiny-reward'] ?? []).entries()) {
        near(found.objectives!['tiny-reward']![k]!, part, `objective ${k} of ${i}`);
        parts++;
      }
      if (row.p !== null) near(found.p!, row.p, `p of ${i}`);
    }
    assert.ok(margins > 5 * 80 && parts > 100, `${margins}, ${parts}`);
  });

  it('asks models about rows outside the sample, and again only about what has changed', async () => {
    const first = await streamed(50);
    assert.ok(first.figures.fittedOn! < 65, `${first.figures.fittedOn}`);
    const judged = [...first.rows].filter(({ p }) => p !== null);
    assert.ok(judged.length > 90);
    for (const { margins } of judged) {
      for (const id of ['tiny-encoder', 'relevance', 'tiny-reward', 'tiny-pairwise']) {
        assert.ok(Number.isFinite(margins[id]), id);
      }
    }
    for (const { id, run } of first.figures.members) {
      if (!id.startsWith('tiny')) continue;
      assert.ok(run !== null && run.texts > 110, id);
      assert.equal(run.computed, 0, id);
    }
  });

  it('goes on without a model that fails on the way, and says so', async () => {
    const [encoder] = models.installed;
    const source = datasetRows(dataset);
    const skimmed = await skim(source, base.decisions);
    const without = { ...models, cache: join(folder.path, 'other vectors'), installed: [encoder!] };
    // Once the sample is fitted, the model is another.
    const audit = await streamAudit(source, skimmed, {
      ...base,
      models: without,
      fitSample: 50,
      chunkRows: 40,
      seats: basis => {
        without.installed[0] = { ...encoder!, folder: '/nowhere' };
        return ownSeat(basis);
      },
    });
    const member = audit.figures.members.find(({ id }) => id === 'tiny-encoder')!;
    assert.match(member.why, /could not be asked about \d+ comparisons/);
    assert.ok([...audit.rows].every(({ margins }) => margins['tiny-encoder'] === undefined));
    assert.ok([...audit.rows].some(({ p }) => p !== null));
  });
});

describe('models that stay open', () => {
  const model = { folder: 'f', graph: { path: 'g' } } as Parameters<typeof openGraph>[0];
  const wanted = { names: ['logits'], rank: 2 };
  const batch = {} as Parameters<Graph['run']>[0];
  const make = (fails: (device: string, run: number) => boolean) => {
    const opened: string[] = [];
    const closed: string[] = [];
    const open: typeof openGraph = async (_, { device }) => {
      opened.push(device);
      let runs = 0;
      const provider = device === 'cpu' ? 'cpu' : 'cuda';
      return {
        provider,
        why: '',
        run: async () => {
          if (fails(device, runs++)) throw new Error('the driver gave up');
          return { data: new Float32Array(1), dims: [1, 1] };
        },
        close: async () => void closed.push(device),
      };
    };
    const held = new HeldModels();
    const place = held.at({ device: 'auto', cache: null, open });
    return { held, opened, closed, open: () => place.open!(model, { device: 'auto' }, wanted) };
  };

  it('are opened once, whoever closes them', async () => {
    const { held, opened, closed, open } = make(() => false);
    for (let i = 0; i < 3; i++) {
      const graph = await open();
      await graph.run(batch);
      await graph.close();
    }
    assert.deepEqual([opened, closed], [['auto'], []]);
    await held.close();
    assert.deepEqual(closed, ['auto']);
  });

  it('run on the CPU once they have failed, but not where a second try went well', async () => {
    const { opened, closed, open } = make((device, run) => device !== 'cpu' && run !== 1);
    const first = await open();
    await assert.rejects(first.run(batch));
    await first.run(batch);
    await first.close();
    assert.equal((await open()).provider, 'cuda');
    await assert.rejects(first.run(batch));
    await first.close();
    const then = await open();
    assert.equal(then.provider, 'cpu');
    assert.match(then.why, /^cuda: failed while it ran .*the driver gave up/);
    await then.run(batch);
    await then.close();
    await open();
    assert.deepEqual([opened, closed], [['auto', 'cpu'], ['auto']]);
  });
});

function near(actual: number, expected: number, where: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-5 * Math.abs(expected) + 1e-7, `${where}: ${actual} against ${expected}`);
}
