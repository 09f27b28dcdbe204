import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Audit } from '../../../src/audit/audit.ts';
import type { AuditModels } from '../../../src/audit/auditModels.ts';
import { openKeptVotes } from '../../../src/audit/keptVotes.ts';
import { readAll } from '../../../src/audit/readAll.ts';
import { auditSource } from '../../../src/audit/streamed/auditSource.ts';
import { datasetRows } from '../../../src/audit/streamed/rowSource.ts';
import { followUpsPath, openFollowUps, storeVoted, votedPath } from '../../../src/audit/votedStore.ts';
import { type Comparison, chosenSide } from '../../../src/dataset/comparison.ts';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import { sentenceId } from '../../../src/principles/model/sentenceId.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

const models: AuditModels = {
  installed: [],
  device: 'cpu',
  cache: '',
  without: ['strength', 'forest', 'boosted', 'ngram'],
};
const text = 'Select the response that a friend would send.';

describe("language models' answers in a streamed audit", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let dataset: FileDataset;
  let asked: Comparison[];

  beforeEach(async () => {
    folder = temporaryFolder();
    const lines = readFileSync('samples/helpdesk.jsonl', 'utf8').trim().split('\n').slice(0, 150);
    dataset = await openDataset(folder.write('s.jsonl', `${lines.join('\n')}\n`), { storage: folder.path });
    await dataset.ready;
    const rows = await readAll(dataset, () => undefined);
    asked = rows.flatMap(row => (row.kind === 'comparison' && row.row % 3 !== 1 ? [row.comparison] : []));
  });
  afterEach(async () => {
    await dataset.close();
    folder.remove();
  });

  const audit = (fitSample: number, signal?: AbortSignal): Promise<Audit> =>
    auditSource(datasetRows(dataset), {
      file: 's',
      format: 'f',
      seed: 1,
      models,
      fitSample,
      ...(signal && { signal }),
      kept: async () => ({
        voted: await openKeptVotes(folder.path, dataset.path),
        followUps: await openFollowUps(folder.path, dataset.path),
      }),
    });

  it('judge and vote on all rows that were asked about, as in an audit that holds its file', async () => {
    // The judge follows the label nearly always, follow-ups and the principle the place in the file.
    const sides = asked.map(({ label, row }) => {
      const side = chosenSide(label) === 'b' ? -1 : 1;
      return row % 11 === 0 ? -side : side;
    });
    const votes = Int8Array.from(asked, ({ row }) => [1, -1, 0][row % 3 === 0 ? (row / 3) % 3 : 2]!);
    const principle = { id: sentenceId(text), text, short: 'A friend', origin: 'model' as const };
    await storeVoted(votedPath(folder.path, dataset.path), asked, {
      principles: [{ principle, votes, proposals: [] }],
      judge: Float64Array.from(sides, side => 2 * side),
      model: 'some model',
    });
    await storeVoted(followUpsPath(folder.path, dataset.path), asked, {
      principles: [],
      judge: Float64Array.from(sides, (side, i) => (i % 4 === 0 ? -side : side) * 0.5),
      model: 'some model',
    });
    const [held, streamed] = [await audit(1000), await audit(60)];
    assert.ok(streamed.figures.fittedOn! < 120 && held.figures.fittedOn === undefined);
    const names = ({ figures: { members } }: Audit) => members.map(({ id, name }) => [id, name]);
    assert.deepEqual(names(streamed), names(held));
    let [judged, voted] = [0, 0];
    for (const [at, row] of [...streamed.rows].entries()) {
      const before = held.rows.at(at)!;
      for (const id of ['llm-judge', 'follow-ups']) {
        const [own, other] = [row.margins[id], before.margins[id]];
        assert.equal(own === undefined, other === undefined, `${id} of ${at}`);
        if (own === undefined || other === undefined) continue;
        assert.equal(Math.sign(own), Math.sign(other), `${id} of ${at}`);
        judged++;
      }
      for (const side of ['principlesA', 'principlesB'] as const) {
        assert.equal(row[side].includes(principle.id), before[side].includes(principle.id), `vote on ${at}`);
        if (row[side].includes(principle.id)) voted++;
      }
    }
    assert.ok(judged > 150 && voted > 10, `${judged}, ${voted}`);
    assert.ok(streamed.figures.members.find(({ id }) => id === 'llm-judge')!.used);
  });

  it('are all in the sample where they are few, so that principles are chosen by them', async () => {
    const few = asked.filter(({ row }) => row % 3 === 0).slice(0, 25);
    const principle = { id: sentenceId(text), text, short: 'A friend', origin: 'model' as const };
    await storeVoted(votedPath(folder.path, dataset.path), few, {
      principles: [{ principle, votes: Int8Array.from(few, () => 1), proposals: [] }],
      judge: null,
      model: 'some model',
    });
    const counted = async (fitSample: number): Promise<readonly number[]> => {
      const { principles } = await audit(fitSample);
      const found = principles.principles.find(({ id }) => id === principle.id)!;
      return [found.for, found.against];
    };
    const whole = await counted(1000);
    assert.ok(whole[0]! + whole[1]! >= few.length - 3);
    assert.deepEqual(await counted(60), whole);
  });

  it('that are damaged are told of', async () => {
    const path = votedPath(folder.path, dataset.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{"store": 7}\n');
    const judge = (await audit(60)).figures.members.find(({ id }) => id === 'llm-judge')!;
    assert.match(judge.why, /another version of PairLens wrote them/);
  });
});
