import assert from 'node:assert/strict';
import { join } from 'node:path';
import { auditRequest } from '../../src/protocol/auditing.ts';
import { explainRequest } from '../../src/protocol/explaining.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { detailRequest, rowsRequest } from '../../src/protocol/reading.ts';
import type { View } from '../../src/protocol/view.ts';
import type { Explanation } from '../../src/reward/explanation.ts';
import type { Figures } from '../../src/reward/figures.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';
import { madeDataset } from './support/madeDataset.ts';

const comparisons = 780;
const limit = 500;
/** Of these one more has the same texts, with the other label. */
const contradicted = 3;

describe('a file above the limit in the engine', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let path: string;
  let engine: TestEngine;
  let figures: Figures;

  const members = { device: 'cpu', without: ['forest', 'boosted'], columns: ['gap'], fitSample: limit } as const;
  const open = () => engine.open({ doc: 'd', path, storage: join(folder.path, 'storage') });
  const explain = (row: number) => engine.connection.sendRequest(explainRequest, { doc: 'd', row });
  const rowsOf = (view: View): Promise<readonly number[]> =>
    engine.connection.sendRequest(rowsRequest, { doc: 'd', view, start: 0, count: comparisons });
  const detailsOf = (rows: readonly number[]) =>
    engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [...rows] });

  before(async () => {
    folder = temporaryFolder();
    const records = madeDataset(comparisons - 1)
      .trim()
      .split('\n')
      .map((line, i) => ({ ...(JSON.parse(line) as { chosen: string; rejected: string }), gap: (i % 7) - 1 }));
    const twin = records[contradicted]!;
    records.push({ ...twin, chosen: twin.rejected, rejected: twin.chosen });
    path = folder.write('made.jsonl', `${records.map(record => JSON.stringify(record)).join('\n')}\n`);
    engine = startEngine();
    await open();
    figures = await engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'p', members });
  });
  after(async () => {
    await engine.stop();
    folder.remove();
  });

  it('is audited by a sample, all members and all rows', async () => {
    assert.ok(figures.fittedOn! >= limit && figures.fittedOn! < limit + 20, `${figures.fittedOn}`);
    assert.equal(figures.comparisons, comparisons);
    assert.ok(figures.members.find(({ id }) => id === 'column-gap')!.coverage > 0.99);
    assert.deepEqual(
      figures.members.map(({ id }) => id),
      ['score', 'judges', 'strength', 'style', 'ngram', 'column-gap'],
    );
  });

  it('shows findings, filters and orders by what the audit says', async () => {
    const { findings } = await engine.connection.sendRequest(overviewRequest, { doc: 'd' });
    assert.equal(findings.find(({ kind }) => kind === 'contradiction')!.count, 2);
    const contradicting = await rowsOf({ filter: { finding: 'contradiction' }, sort: 'position' });
    assert.deepEqual(contradicting, [contradicted, comparisons - 1]);
    const unlikely = await rowsOf({ filter: {}, sort: 'p' });
    const p = (await detailsOf(unlikely.slice(0, 50))).map(({ audit }) => audit!.p!);
    assert.deepEqual(
      p,
      p.toSorted((x, y) => x - y),
    );
    const flagged = await rowsOf({ filter: { text: { kind: 'sql', value: 'p < 0.3' } }, sort: 'position' });
    assert.ok(flagged.length > 5 && flagged.length < comparisons / 2, `${flagged.length}`);
    assert.ok((await detailsOf(flagged.slice(0, 10))).every(({ audit }) => audit!.p! < 0.3));
    const asked = await rowsOf({ filter: {}, sort: 'ask' });
    const [first] = await detailsOf(asked.slice(0, 1));
    assert.ok(first!.audit!.askValue! > 0);
  });

  it('explains its rows, in the sample or not, also when the engine has begun anew', async () => {
    const told: Explanation[] = [];
    // Two thirds of the rows are in the sample: of 24 some are and some are not.
    for (let row = 5; row < comparisons; row += 32) {
      const [detail] = await detailsOf([row]);
      const explanation = (await explain(row))!;
      const style = explanation.members.find(({ id }) => id === 'style')!;
      const sum = style.features.reduce((total, { weight }) => total + weight, 0);
      const sign = detail!.audit!.label === 'a' ? 1 : -1;
      assert.equal(style.margin, sign * detail!.audit!.margins.style!);
      assert.ok(Math.abs(sum - style.margin) < 1e-3, `row ${row}: ${sum} against ${style.margin}`);
      told.push(explanation);
    }
    assert.ok(told.some(({ words }) => words.a.length > 0));
    await engine.stop();
    engine = startEngine();
    await open();
    for (const before of told.slice(0, 6)) {
      const now = (await explain(before.row))!;
      assert.deepEqual(
        now.members.map(({ id, margin }) => [id, margin]),
        before.members.map(({ id, margin }) => [id, margin]),
      );
      const weights = ({ members: all }: Explanation) => all.flatMap(({ features }) => features.map(f => f.weight));
      for (const [k, weight] of weights(now).entries()) {
        assert.ok(Math.abs(weight - weights(before)[k]!) < 1e-6, `row ${before.row}`);
      }
    }
  });
});
