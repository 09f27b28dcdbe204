import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { appendFile, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Audit, AuditProgress } from '../../../src/audit/audit.ts';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import type { AuditModels } from '../../../src/audit/auditModels.ts';
import { readAll } from '../../../src/audit/readAll.ts';
import { auditSource } from '../../../src/audit/streamed/auditSource.ts';
import { ensembleChecks, relationChecks, textChecks } from '../../../src/audit/streamed/checkLists.ts';
import { ownSeat, type SeatMaker } from '../../../src/audit/streamed/judgeSeats.ts';
import { PartialAudit } from '../../../src/audit/streamed/partialAudit.ts';
import { datasetRows } from '../../../src/audit/streamed/rowSource.ts';
import { skim } from '../../../src/audit/streamed/skim.ts';
import { streamAudit } from '../../../src/audit/streamed/streamAudit.ts';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { Row } from '../../../src/dataset/row.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { checks } from '../../../src/reward/findings/findAll.ts';
import { sigmoid } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

const all: AuditModels = {
  installed: [],
  device: 'cpu',
  cache: '',
  without: ['strength'],
  columns: [{ name: 'gap', use: 'margin' }, { name: 'pick' }],
};
/** Trees take most of the time. */
const some: AuditModels = { ...all, without: ['strength', 'forest', 'boosted'] };
const base = { file: 's', format: 'f', seed: 3 };
const few = 60;
const chunkRows = 40;

describe('a streamed audit', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let dataset: FileDataset;
  let rows: Row[];
  let decisions: Map<number, Decision>;

  before(async () => {
    folder = temporaryFolder();
    const lines = readFileSync('samples/helpdesk.jsonl', 'utf8')
      .trim()
      .split('\n')
      // Put in front of what a line says, which need not be JSON.
      .map((line, i) => `${JSON.stringify(opinionsOf(i)).slice(0, -1)},${line.slice(1)}`);
    // What the sample has too little of: rows that stand to one another, and a line that breaks off.
    const [one, other] = [JSON.parse(lines[0]!), JSON.parse(lines[1]!)];
    const contrary = { ...one, chosen: one.rejected, rejected: one.chosen };
    const broken = lines[5]!.slice(0, 40);
    lines.splice(60, 0, JSON.stringify(contrary), broken, JSON.stringify({ ...other, split: 'test' }));
    lines.splice(3, 0, JSON.stringify({ ...other, split: 'train' }));
    dataset = await openDataset(folder.write('s.jsonl', `${lines.join('\n')}\n`), { storage: folder.path });
    await dataset.ready;
    rows = await readAll(dataset, () => undefined);
    decisions = new Map([
      [7, { ...undecided, ...judgement('drop', 'seen') }],
      [9, { ...undecided, ...judgement('b', 'blind'), recorded: 'a' }],
    ]);
  });
  after(async () => {
    await dataset.close();
    folder.remove();
  });

  const streamed = async (
    most: number,
    models: AuditModels,
    more: {
      readonly seats?: SeatMaker;
      readonly chunkRows?: number;
      readonly partial?: PartialAudit;
      readonly signal?: AbortSignal;
    } = {},
    onProgress: (progress: AuditProgress) => void = () => undefined,
  ): Promise<Audit> => {
    const source = datasetRows(dataset);
    const skimmed = await skim(source, decisions);
    return streamAudit(source, skimmed, {
      ...base,
      decisions,
      models,
      fitSample: most,
      seats: ownSeat,
      chunkRows,
      ...more,
      onProgress,
    });
  };
  /** All but what depends on the clock. */
  const timeless = ({ at: _at, figures: { seconds: _seconds, work: _work, ...figures }, rows: of, ...rest }: Audit) =>
    JSON.parse(JSON.stringify({ ...rest, figures, rows: [...of] })) as object;

  it('of a file that is all sample is what an audit of the whole says, but for off-topic, whose measure is random', async () => {
    const whole = await auditDataset(rows, { ...base, models: all, decisions });
    const stream = await streamed(Number.POSITIVE_INFINITY, all);
    assert.equal(stream.rows.length, whole.rows.length);
    const plain = ({ rows: of }: Audit) =>
      [...of].map(({ populations: _, ...row }) => ({
        ...row,
        findings: row.findings.filter(({ kind }) => kind !== 'off-topic'),
      }));
    const [expected, found] = [plain(whole), plain(stream)];
    for (const [i, row] of expected.entries()) alike(found[i], row, `row ${i}`);
    const kinds = new Set(expected.flatMap(({ findings }) => findings.map(({ kind }) => kind)));
    for (const kind of ['malformed', 'contradiction', 'duplicate', 'leak']) assert.ok(kinds.has(kind as never), kind);
    for (const id of ['column-rm', 'column-gap', 'column-pick', 'judges']) {
      assert.ok(
        expected.some(({ margins }) => margins[id] !== undefined),
        id,
      );
    }
    assert.ok(expected.some(({ byObjective }) => byObjective?.length === 2));
    for (const name of ['consensus', 'askValue'] as const) {
      assert.ok(expected.filter(row => typeof row[name] === 'number').length > 0.8 * expected.length, name);
    }
    const { findings: _, members: __, fittedOn: ___, ...figures } = stream.figures;
    for (const name of Object.keys(figures) as (keyof typeof figures)[]) {
      if (!['seconds', 'work', 'advice'].includes(name)) alike(figures[name], whole.figures[name], name);
    }
    assert.deepEqual(stream.principles, whole.principles);
  });

  it('judges all rows by a sample of them, the same whatever is held at one time', async () => {
    const seen: number[] = [];
    let [held, most] = [0, 0];
    const seats: SeatMaker = basis => {
      const one = ownSeat(basis);
      return {
        ...one,
        count: 1,
        judge: (chunk, signal) => {
          seen.push(chunk.rows.length);
          held += chunk.rows.length;
          most = Math.max(most, held);
          return one.judge(chunk, signal).finally(() => {
            held -= chunk.rows.length;
          });
        },
      };
    };
    const shares: number[] = [];
    const audit = await streamed(few, some, { seats }, ({ share }) => shares.push(share));
    assert.ok(seen.every(count => count <= chunkRows));
    // One chunk a seat and the next are held with their texts, however many there are.
    assert.ok(seen.length > 3 && most <= 2 * chunkRows, `${most}`);
    assert.deepEqual(
      shares,
      shares.toSorted((x, y) => x - y),
    );
    assert.equal(shares.at(-1), 1);
    const { fittedOn, comparisons } = audit.figures;
    assert.ok(fittedOn! >= few && fittedOn! < few + 15, `${fittedOn}`);
    assert.ok(comparisons > 1.8 * fittedOn!);
    const judged = [...audit.rows].filter(({ label }) => label === 'a' || label === 'b');
    assert.ok(judged.filter(({ p }) => p !== null).length > 0.9 * judged.length);
    assert.deepEqual(timeless(await streamed(few, some, { chunkRows: 256 })), timeless(audit));
  });

  it('knows texts that recur by all that the file says of them, whatever the sample', async () => {
    const random = new Random(4);
    const strong = (text: number): number => 1.2 * text - 3;
    const records = Array.from({ length: 300 }, (_, i) => {
      const one = i % 6;
      const other = (one + 1 + random.below(5)) % 6;
      const first = random.next() < sigmoid(strong(one) - strong(other));
      const [chosen, rejected] = first ? [one, other] : [other, one];
      const text = (t: number) => `Answer ${'abcdef'[t]} of the usual ones.`;
      return {
        record: { prompt: `Which is it, number ${i % 10}?`, chosen: text(chosen), rejected: text(rejected) },
        gap: strong(chosen) - strong(rejected),
      };
    });
    const lines = records.map(({ record }) => JSON.stringify(record));
    const recurring = await openDataset(folder.write('r.jsonl', `${lines.join('\n')}\n`), { storage: folder.path });
    await recurring.ready;
    try {
      const audit = await auditSource(datasetRows(recurring), {
        ...base,
        models: { ...some, without: ['forest', 'boosted', 'ngram'], columns: [] },
        fitSample: 80,
      });
      assert.ok(audit.figures.fittedOn! < 200, `${audit.figures.fittedOn}`);
      const member = audit.figures.members.find(({ id }) => id === 'strength')!;
      assert.ok(member.used, member.why);
      const margins = [...audit.rows].map(row => row.margins.strength!);
      assert.ok(margins.filter(Number.isFinite).length > 290);
      const clear = records.flatMap(({ gap }, i) =>
        Math.abs(gap) > 1.5 ? [Math.sign(gap) === Math.sign(margins[i]!)] : [],
      );
      assert.ok(clear.filter(Boolean).length > 0.9 * clear.length);
      assert.deepEqual(audit.figures.orientation.verdict, 'cannot tell', 'strengths are learnt from the labels');
    } finally {
      await recurring.close();
    }
  });

  it("is today's audit below the limit", async () => {
    const held = await auditSource(datasetRows(dataset), { ...base, models: some, decisions, fitSample: rows.length });
    assert.deepEqual(timeless(held), timeless(await auditDataset(rows, { ...base, models: some, decisions })));
    assert.equal(held.figures.fittedOn, undefined);
  });

  it('goes on after a crash from what was kept, and says the same', async () => {
    const place = join(folder.path, 'partial', 'x');
    const undisturbed = timeless(await streamed(few, some));
    const crash = async (after: number): Promise<number> => {
      let judged = 0;
      const dies: SeatMaker = basis => {
        const one = ownSeat(basis);
        const judge: typeof one.judge = (chunk, signal) => {
          if (judged === after) throw new Error('the machine lost its power');
          judged++;
          return one.judge(chunk, signal);
        };
        return { ...one, judge };
      };
      await assert.rejects(
        streamed(few, some, { seats: dies, partial: new PartialAudit(place, 'this') }),
        /lost its power/,
      );
      return judged;
    };
    assert.equal(await crash(2), 2);
    const chunks = `${place}.chunks`;
    const kept = (await stat(chunks)).size;
    assert.ok(kept > 1000);
    // A write that was cut off, and one of which only rubbish arrived.
    await appendFile(chunks, Buffer.alloc(300, 7));
    let judged = 0;
    const stages = new Set<string>();
    const counting: SeatMaker = basis => {
      const one = ownSeat(basis);
      return {
        ...one,
        judge: (chunk, signal) => {
          judged++;
          return one.judge(chunk, signal);
        },
      };
    };
    const audit = await streamed(
      few,
      some,
      { seats: counting, partial: new PartialAudit(place, 'this') },
      ({ stage }) => stages.add(stage.split(' ')[0]!),
    );
    assert.ok(!stages.has('Fitting'));
    assert.equal(judged, Math.ceil(rows.length / chunkRows) - 1);
    assert.deepEqual(timeless(audit), undisturbed);
    assert.equal(await new PartialAudit(place, 'another').fit(), null);
    await truncate(`${place}.fit`, 500);
    assert.deepEqual(timeless(await streamed(few, some, { partial: new PartialAudit(place, 'this') })), undisturbed);
    await new PartialAudit(place, 'this').remove();
    assert.deepEqual(await readdir(join(folder.path, 'partial')), []);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const raised = streamed(few, some, { signal: stop.signal }, ({ stage }) => {
      if (stage.startsWith('Judging')) stop.abort();
    });
    await assert.rejects(raised, { name: 'AbortError' });
  });

  it('leaves no check out', () => {
    const all = [...textChecks, ...ensembleChecks, ...relationChecks].flatMap(({ kinds }) => kinds);
    assert.deepEqual(all.toSorted(), checks.flatMap(({ kinds }) => kinds).toSorted());
  });
});

/** What a record says of its responses beside the label: columns, objectives, and judges in both orders. */
function opinionsOf(i: number): object {
  const noise = ((i * 7919) % 101) / 100;
  const says = (yes: boolean): string => (yes ? 'chosen' : 'rejected');
  return {
    rm_chosen: noise + 0.3,
    rm_rejected: 0.6 - noise / 2,
    brevity_chosen: (i * 31) % 7,
    brevity_rejected: (i * 17) % 5,
    gap: i % 5 === 0 ? null : noise - 0.4,
    pick: i % 3 === 0 ? 'tie' : says(i % 4 !== 1),
    judge_one: says(noise > 0.3),
    'judge_one|swap': says(noise > 0.2),
    judge_two: says(i % 2 === 0),
    'judge_two|swap': i % 6 === 0 ? null : says(i % 8 < 3),
  };
}

/** Equal, but for the last digits of numbers: sums are made in another order. */
function alike(actual: unknown, expected: unknown, where: string): void {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const gap = Math.abs(actual - expected);
    assert.ok(gap <= 1e-6 * Math.abs(expected) + 1e-9, `${where}: ${actual} against ${expected}`);
    return;
  }
  if (actual === null || expected === null || typeof actual !== 'object' || typeof expected !== 'object') {
    assert.equal(actual, expected, where);
    return;
  }
  const [one, other] = [new Map(Object.entries(actual)), new Map(Object.entries(expected))];
  assert.deepEqual([...one.keys()].toSorted(), [...other.keys()].toSorted(), where);
  for (const [name, value] of other) alike(one.get(name), value, `${where}, ${name}`);
}
