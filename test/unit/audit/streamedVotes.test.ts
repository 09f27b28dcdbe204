import assert from 'node:assert/strict';
import type { Audit } from '../../../src/audit/audit.ts';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import type { AuditModels } from '../../../src/audit/auditModels.ts';
import { readAll } from '../../../src/audit/readAll.ts';
import { ownSeat } from '../../../src/audit/streamed/judgeSeats.ts';
import { datasetRows } from '../../../src/audit/streamed/rowSource.ts';
import { skim } from '../../../src/audit/streamed/skim.ts';
import { streamAudit } from '../../../src/audit/streamed/streamAudit.ts';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { Random } from '../../../src/reward/random.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

const models: AuditModels = {
  installed: [],
  device: 'cpu',
  cache: '',
  without: ['strength', 'forest', 'boosted', 'ngram'],
};
const base = { file: 's', format: 'f', seed: 3, models, decisions: new Map() };

describe('votes of several annotators in a streamed audit', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let dataset: FileDataset;
  let truth: readonly ('chosen' | 'rejected')[];

  before(async () => {
    folder = temporaryFolder();
    const random = new Random(8);
    const people = [0.95, 0.8, 0.75, 0.3].map((right, i) => ({ annotator: `person ${i}`, right }));
    truth = Array.from({ length: 130 }, () => (random.next() < 0.6 ? 'chosen' : 'rejected'));
    const lines = truth.map((side, i) => {
      const other = side === 'chosen' ? 'rejected' : 'chosen';
      const annotations = people
        .filter(() => random.next() < 0.7)
        .map(({ annotator, right }) => ({ annotator, label: random.next() < right ? side : other }));
      const long = ' It has more to it, if you ask me.'.repeat(1 + random.below(3));
      const texts = [`The good answer to ${i}.${long}`, `Another answer to ${i}.`];
      const [chosen, rejected] = side === 'chosen' ? texts : texts.toReversed();
      return JSON.stringify({ prompt: `Question ${i}?`, chosen, rejected, annotations });
    });
    // The same pair, voted on by somebody else, and with nobody named.
    const [first, second] = lines.map(line => JSON.parse(line) as Record<string, unknown>);
    const turned = { ...first, chosen: first!.rejected, rejected: first!.chosen };
    lines.push(JSON.stringify({ ...turned, annotations: [{ annotator: 'person 9', label: 'rejected' }] }));
    lines.push(JSON.stringify({ ...second, annotations: [] }));
    dataset = await openDataset(folder.write('v.jsonl', `${lines.join('\n')}\n`), { storage: folder.path });
    await dataset.ready;
  });
  after(async () => {
    await dataset.close();
    folder.remove();
  });

  const streamed = async (fitSample: number): Promise<Audit> => {
    const source = datasetRows(dataset);
    const options = { ...base, fitSample, seats: ownSeat, chunkRows: 40 };
    return streamAudit(source, await skim(source, base.decisions), options);
  };
  const opinions = (audit: Audit) => [...audit.rows].map(({ consensus, degree }) => ({ consensus, degree }));

  it('make the consensus and the degree of an audit that holds its file', async () => {
    const expected = opinions(await auditDataset(await readAll(dataset, () => undefined), base));
    const found = opinions(await streamed(Number.POSITIVE_INFINITY));
    const near = (one: number | null, other: number | null): boolean =>
      one === null || other === null ? one === other : Math.abs(one - other) < 1e-6;
    for (const [i, { consensus, degree }] of expected.entries()) {
      assert.ok(near(found[i]!.consensus, consensus), `consensus of ${i}: ${found[i]!.consensus}, ${consensus}`);
      assert.ok(near(found[i]!.degree, degree), `degree of ${i}: ${found[i]!.degree}, ${degree}`);
    }
    assert.notEqual(expected.at(-1)!.consensus, null, 'voted on in another row');
    assert.ok(expected.some(({ consensus, degree }) => Math.abs(consensus! - degree!) > 0.05));
  });

  it('are weighed for all rows, whoever is in the sample', async () => {
    const audit = await streamed(60);
    assert.ok(audit.figures.fittedOn! < 75);
    const sides = opinions(audit).slice(0, truth.length);
    const known = sides.flatMap(({ consensus }, i) =>
      consensus === null ? [] : [consensus > 0.5 === (truth[i] === 'chosen')],
    );
    assert.ok(known.length > 110, `${known.length}`);
    assert.ok(known.filter(Boolean).length > 0.85 * known.length, `${known.filter(Boolean).length}`);
  });
});
