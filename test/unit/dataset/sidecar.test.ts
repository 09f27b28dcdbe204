import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { FileDataset } from '../../../src/dataset/fileDataset.ts';
import { KeyIndex, shortKey } from '../../../src/dataset/keyIndex.ts';
import { type Change, saveDataset } from '../../../src/dataset/saveDataset.ts';
import { appendSidecar, SidecarIndex, type SidecarMatch, sidecarPath } from '../../../src/dataset/sidecar.ts';
import { parseSidecarLine, sidecarLine } from '../../../src/dataset/sidecarLine.ts';
import { type Decision, judgement, undecided } from '../../../src/edits/decision.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparisonOf, opened } from './openFixture.ts';

const at = '2026-01-02T03:04:05.000Z';
const decide = (verdict: Decision['verdict'], { given, ...more }: Partial<Decision> = {}): Decision => ({
  ...undecided,
  at,
  ...more,
  ...judgement(verdict, given ?? 'seen'),
});
const record = (prompt: string, chosen: string, rejected: string): string =>
  `${JSON.stringify({ prompt, chosen, rejected })}\n`;

async function comparisons(dataset: FileDataset): Promise<Comparison[]> {
  return (await dataset.read(0, dataset.rowCount)).map(comparisonOf);
}

/** Saves decisions as the engine does: records first, then the review file. */
async function save(
  dataset: FileDataset,
  decisions: ReadonlyMap<number, Decision>,
  reviewer = 'ada',
  apply = true,
): Promise<void> {
  const before = await comparisons(dataset);
  const keys = new KeyIndex();
  keys.add(Float64Array.from(before, ({ key }) => shortKey(key)));
  const occurrences = await keys.occurrences(decisions.keys());
  const changes = new Map<number, Change>();
  for (const [row, decision] of decisions) changes.set(row, { original: await dataset.readBytes(row), decision });
  const { textsWritten } = await saveDataset(dataset, changes, { overwrite: false, apply });
  const after = await comparisons(dataset);
  const lines = [...decisions].map(([row, decision]) =>
    sidecarLine({
      original: before[row]!,
      occurrence: occurrences.get(row)!,
      decision,
      reviewer,
      ...(textsWritten.has(row) && { edited: after[row]! }),
    }),
  );
  await appendSidecar(sidecarPath(dataset.path), lines);
}

/** What the review file says of each row, after opening both anew. */
async function restored(path: string): Promise<(readonly SidecarMatch[])[]> {
  const dataset = await opened(path);
  const matcher = (await SidecarIndex.read(sidecarPath(path))).matcher();
  const all = (await comparisons(dataset)).map(comparison => matcher.next(comparison));
  await dataset.close();
  return all;
}

describe('review file', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('is named after the dataset, whatever its ending', () => {
    for (const name of ['my.jsonl', 'my.jsonl.gz', 'my.csv', 'my.json']) {
      assert.equal(sidecarPath(join('d', name)), join('d', 'my.review.jsonl'));
    }
    assert.equal(sidecarPath(join('d', 'my.v2.jsonl')), join('d', 'my.v2.review.jsonl'));
  });

  it('gives every part of a decision back', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r') + record('q', 'c', 'r'));
    const dataset = await opened(path);
    const decision = decide('tie', { given: 'random', note: 'both "fine"\n', tags: ['style', 'é'] });
    await save(dataset, new Map([[1, decision]]));
    await dataset.close();
    const [first, second] = await restored(path);
    assert.deepEqual(first, []);
    assert.deepEqual(
      second!.map(match => [match.reviewer, match.decision]),
      [['ada', decision]],
    );
  });

  it('reads verdicts of earlier versions, which were blind or not', () => {
    const line = { key: '0'.repeat(32), occurrence: 0, line: 1, verdict: 'a', reviewer: 'ada', at };
    const read = (more: object) => parseSidecarLine(JSON.stringify({ ...line, ...more }));
    const given = (value: ReturnType<typeof read>) => (typeof value === 'string' ? value : value.given);
    assert.deepEqual(
      [{ blind: true }, { blind: false }, {}, { given: 'random' }, { given: 'hearsay' }].map(more => given(read(more))),
      ['blind', undefined, undefined, 'random', undefined],
    );
  });

  it('names the preferred response after the record was flipped, again and again', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r'));
    for (const expected of ['c', 'r', 'c', 'r']) {
      const dataset = await opened(path);
      const [comparison] = await comparisons(dataset);
      const verdict = comparison!.a.messages[0]!.content === expected ? 'a' : 'b';
      await save(dataset, new Map([[0, decide(verdict)]]));
      await dataset.close();
      const [[match]] = (await restored(path)) as [[SidecarMatch]];
      assert.equal(match.decision.verdict, 'a', 'the record agrees with the verdict');
      assert.match(readFileSync(path, 'utf8'), new RegExp(`"chosen":"${expected}"`));
    }
    assert.equal(readFileSync(sidecarPath(path), 'utf8').trimEnd().split('\n').length, 4);
  });

  it('follows a flip that somebody else made, edited texts included', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r'));
    const dataset = await opened(path);
    await save(dataset, new Map([[0, decide('a', { texts: { 'b/0': 'better r' } })]]), 'ada', false);
    await dataset.close();
    folder.write('x.jsonl', record('p', 'r', 'c'));
    const [[match]] = (await restored(path)) as [[SidecarMatch]];
    assert.equal(match.decision.verdict, 'b');
    assert.deepEqual(match.decision.texts, { 'a/0': 'better r' });
  });

  it('finds a comparison whose texts were edited in the file by its new key, and keeps the old one', async () => {
    for (const verdict of ['a', 'b'] as const) {
      const path = folder.write('x.jsonl', record('p', 'c', 'r') + record('p', 'c', 'r'));
      const dataset = await opened(path);
      const [original] = await comparisons(dataset);
      await save(dataset, new Map([[0, decide(verdict, { texts: { 'a/0': 'new c' } })]]));
      await dataset.close();
      const [first, second] = await restored(path);
      assert.deepEqual(second, [], 'the twin has no decision');
      assert.equal(first![0]!.key, original!.key);
      const before = verdict === 'b' ? { recorded: 'b' as const } : {};
      assert.deepEqual(first![0]!.decision, { ...decide('a'), ...before }, 'the texts are in the file now');
      folder.write('x.review.jsonl', '');
    }
  });

  it('tells twins apart by their occurrence, also after one of them was edited', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r').repeat(3));
    const dataset = await opened(path);
    await save(
      dataset,
      new Map([
        [0, decide('a', { texts: { 'a/0': 'new c' } })],
        [1, decide('drop')],
        [2, decide('later')],
      ]),
    );
    await dataset.close();
    const verdicts = (await restored(path)).map(matches => matches[0]?.decision.verdict);
    assert.deepEqual(verdicts, ['a', 'drop', 'later']);
  });

  it('lets the latest line of each reviewer count, and take a decision back', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r'));
    const dataset = await opened(path);
    for (const [reviewer, verdict] of [
      ['ada', 'drop'],
      ['bo', 'tie'],
      ['ada', 'later'],
      ['cy', 'tie'],
      ['cy', null],
    ] as const) {
      await save(dataset, new Map([[0, decide(verdict)]]), reviewer);
    }
    await dataset.close();
    const [matches] = await restored(path);
    assert.deepEqual(
      matches!.map(match => [match.reviewer, match.decision.verdict]),
      [
        ['ada', 'later'],
        ['bo', 'tie'],
      ],
    );
  });

  it('reports lines that it can not read, and keeps them and their file', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r'));
    const bad =
      '<<<<<<< ours\n{"key":"short"}\n{"key":"00000000000000000000000000000000","reviewer":"x","at":"t","verdict":"maybe"}\n{"half';
    const sidecar = folder.write('x.review.jsonl', bad);
    const dataset = await opened(path);
    await save(dataset, new Map([[0, decide('tie')]]));
    await dataset.close();
    const index = await SidecarIndex.read(sidecar);
    assert.deepEqual(
      index.bad.map(({ line }) => line),
      [1, 2, 3, 4],
    );
    assert.match(index.bad[1]!.reason, /no key of 32 hex digits/);
    assert.match(index.bad[2]!.reason, /verdict "maybe" is not known/);
    assert.ok(readFileSync(sidecar, 'utf8').startsWith(`${bad}\n{`), 'a torn line gets its line ending');
    assert.equal((await restored(path))[0]![0]!.decision.verdict, 'tie');
    appendFileSync(sidecar, '\n\n');
    assert.equal((await SidecarIndex.read(sidecar)).bad.length, 4);
  });

  it('is empty where there is none', async () => {
    assert.equal((await SidecarIndex.read(join(folder.path, 'none.review.jsonl'))).empty, true);
  });

  it('remembers the label from before a verdict that was written into the record, whoever looks next', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r'));
    let dataset = await opened(path);
    await save(dataset, new Map([[0, decide('b', { given: 'random', again: 'a' })]]));
    await dataset.close();
    // The record prefers the other response now, and so it reads as label a, verdict a.
    const [[match]] = (await restored(path)) as [[SidecarMatch]];
    assert.equal(match.decision.verdict, 'a');
    assert.equal(match.decision.recorded, 'b');
    assert.equal(match.decision.again, 'b', 'the second verdict was for the other response');
    // A later session changes a note: the label from before the first is not lost.
    dataset = await opened(path);
    await save(dataset, new Map([[0, { ...match.decision, note: 'seen again' }]]));
    await dataset.close();
    const [[later]] = (await restored(path)) as [[SidecarMatch]];
    assert.equal(later.decision.note, 'seen again');
    assert.equal(later.decision.recorded, 'b');
    assert.equal(later.decision.given, 'random');
  });

  it('keeps what a reviewer said before the verdict that settles', async () => {
    const path = folder.write('x.jsonl', record('p', 'c', 'r'));
    for (const [reviewer, decision] of [
      ['ada', decide('a')],
      ['ben', decide('tie')],
      ['ada', decide('tie', { given: 'settled' })],
      ['ada', decide('both_bad', { given: 'settled' })],
    ] as const) {
      const dataset = await opened(path);
      await save(dataset, new Map([[0, decision]]), reviewer, false);
      await dataset.close();
    }
    const [matches] = await restored(path);
    assert.deepEqual(
      matches!.map(({ reviewer, decision, independent }) => [reviewer, decision.verdict, decision.given, independent]),
      [
        ['ada', 'both_bad', 'settled', 'a'],
        ['ben', 'tie', 'seen', 'tie'],
      ],
    );
  });

  it('brings any decisions back, over files with twins and flips', async () => {
    const row = fc.record({
      prompt: fc.constantFrom('p', 'q'),
      chosen: fc.constantFrom('c', 'd'),
      rejected: fc.constantFrom('c', 'r'),
    });
    const given = fc.record({
      row: fc.nat(),
      verdict: fc.constantFrom('a', 'b', 'tie', 'both_bad', 'drop', 'later', null),
      note: fc.constantFrom('', 'note'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 8 }),
        fc.array(given, { maxLength: 6 }),
        async (rows, all) => {
          const path = folder.write('y.jsonl', rows.map(one => record(one.prompt, one.chosen, one.rejected)).join(''));
          folder.write('y.review.jsonl', '');
          const dataset = await opened(path, { format: 'trl' });
          const decisions = new Map(all.map(one => [one.row % rows.length, decide(one.verdict, { note: one.note })]));
          await save(dataset, decisions);
          await dataset.close();
          const found = await restored(path);
          for (const [i, one] of rows.entries()) {
            const wanted = decisions.get(i);
            const match = found[i]![0];
            if (!wanted || (wanted.verdict === null && wanted.note === '')) assert.equal(match, undefined);
            // A record that holds the verdict now agrees with it; equal responses have no order to turn.
            else if (wanted.verdict === 'b' && one.chosen !== one.rejected)
              assert.deepEqual(match!.decision, { ...wanted, verdict: 'a', recorded: 'b' });
            else assert.deepEqual(match!.decision, wanted);
          }
        },
      ),
      { numRuns: 40 },
    );
  }).timeout(60_000);
});

describe('key index', () => {
  it('counts the rows before that hold the same comparison', async () => {
    const keys = new KeyIndex();
    const key = (n: number): string => n.toString(16).padStart(8, '0').repeat(4);
    const all = Array.from({ length: 5000 }, (_, i) => (i % 7 === 0 ? '' : key(i % 11)));
    keys.add(Float64Array.from(all, shortKey));
    const rows = all.flatMap((one, i) => (one === '' ? [] : [i]));
    const counted = await keys.occurrences([...rows, 9999]);
    const seen = new Map<string, number>();
    for (const row of rows) {
      const before = seen.get(all[row]!) ?? 0;
      assert.equal(counted.get(row), before);
      seen.set(all[row]!, before + 1);
    }
    assert.equal(counted.size, rows.length);
  });
});
