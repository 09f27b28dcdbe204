import assert from 'node:assert/strict';
import type { Audit } from '../../../src/audit/audit.ts';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import type { AuditModels } from '../../../src/audit/auditModels.ts';
import { ownSeat } from '../../../src/audit/streamed/judgeSeats.ts';
import { heldRows } from '../../../src/audit/streamed/rowSource.ts';
import { skim } from '../../../src/audit/streamed/skim.ts';
import { streamAudit } from '../../../src/audit/streamed/streamAudit.ts';
import { comparisonKey } from '../../../src/dataset/comparisonKey.ts';
import type { Finding } from '../../../src/reward/finding.ts';
import { plantedCrowd } from '../reward/populations/plantedCrowd.ts';

const models: AuditModels = {
  installed: [],
  device: 'cpu',
  cache: '',
  without: ['strength', 'forest', 'boosted', 'ngram'],
};
const base = { file: 'crowd', format: 'planted', seed: 0, models, decisions: new Map() };

describe('populations of annotators in a streamed audit', function () {
  this.timeout(60_000);
  const comparisons = plantedCrowd(
    [
      { prefix: 'lists', people: 40, wants: 'list', follows: 0.95 },
      { prefix: 'prose', people: 10, wants: 'prose', follows: 0.95 },
    ],
    { units: 900, votesEach: 'one a pair', seed: 1 },
  );
  const rows = comparisons.map((given, row) => {
    const comparison = { ...given, key: comparisonKey(given) };
    return { kind: 'comparison' as const, row, line: row + 1, comparison };
  });
  const streamed = async (fitSample: number): Promise<Audit> => {
    const source = heldRows(rows);
    const options = { ...base, fitSample, seats: ownSeat, chunkRows: 64 };
    return streamAudit(source, await skim(source, base.decisions), options);
  };
  const populationsOf = ({ figures }: Audit) => {
    const { populations } = figures.annotation!;
    assert.ok(populations.known);
    return populations;
  };
  /** Scores are sums that are made in another order. */
  const byPeople = (findings: readonly Finding[]) =>
    findings
      .filter(({ kind }) => ['contested', 'mislabeled', 'suspect'].includes(kind))
      .map(finding => ({ ...finding, score: finding.score.toFixed(6) }));

  it('say of every row, and of everybody, what they do in an audit that holds its file', async () => {
    const whole = await auditDataset(rows, base);
    const stream = await streamed(Number.POSITIVE_INFINITY);
    for (const [i, expected] of [...whole.rows].entries()) {
      const found = stream.rows.at(i)!;
      assert.equal(expected.populations!.length, 2);
      for (const [k, p] of expected.populations!.entries()) {
        assert.ok(Math.abs(found.populations![k]! - p!) < 1e-6, `row ${i}: ${found.populations![k]} against ${p}`);
      }
      assert.deepEqual(byPeople(found.findings), byPeople(expected.findings), `row ${i}`);
    }
    assert.ok([...whole.rows].some(({ findings }) => findings.some(({ kind }) => kind === 'contested')));
    assert.deepEqual(populationsOf(stream), populationsOf(whole));
  });

  it('are those of the sample, and are asked about all rows and by all votes', async () => {
    const audit = await streamed(500);
    assert.ok(audit.figures.fittedOn! < 520);
    const { populations, placed } = populationsOf(audit);
    assert.equal(populations.length, 2);
    assert.equal(placed.length, 50);
    assert.equal(
      placed.reduce((sum, { votes }) => sum + votes, 0),
      rows.length,
    );
    const right = placed.filter(({ name, memberships }) => {
      const most = memberships.indexOf(Math.max(...memberships));
      return most === (name.startsWith('lists') ? 0 : 1);
    });
    assert.ok(right.length >= 48, `${right.length} of 50`);
    let [minority, contested] = [0, 0];
    for (const [i, { annotations }] of comparisons.entries()) {
      const { populations: forA, findings } = audit.rows.at(i)!;
      assert.ok(forA!.every(p => p! > 0 && p! < 1));
      if (!annotations[0]!.annotator.startsWith('prose')) continue;
      minority++;
      if (findings.some(({ kind }) => kind === 'contested')) contested++;
    }
    assert.ok(contested > 0.7 * minority, `${contested} of ${minority}`);
  });
});
