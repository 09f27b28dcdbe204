import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Comparison, textOf } from '../../../src/dataset/comparison.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { Row } from '../../../src/dataset/row.ts';
import { type FindingKind, findingKinds } from '../../../src/reward/finding.ts';
import { planted, plantedLines, samplesFile, wrongLines } from './planted.ts';

describe('the samples', () => {
  const storage = mkdtempSync(join(tmpdir(), 'pairlens-samples-'));
  let rows: Row[];
  let format: string;

  before(async () => {
    const dataset = await openDataset(samplesFile, { storage });
    await dataset.ready;
    rows = await dataset.read(0, dataset.rowCount);
    format = dataset.format.id;
    await dataset.close();
  });
  after(() => rmSync(storage, { recursive: true }));

  const at = (line: number): Comparison => {
    const row = rows.find(r => r.line === line);
    assert(row?.kind === 'comparison', `line ${line} is a comparison`);
    return row.comparison;
  };
  const text = (c: Comparison, side: 'a' | 'b'): string => textOf(c[side].messages);
  const comparisons = (): Comparison[] => rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
  const question = (c: Comparison): string => c.prompt.findLast(m => m.role === 'user')?.content ?? '';

  it('are read as TRL preferences, and only the planted lines are malformed', () => {
    assert.equal(format, 'trl');
    assert.equal(rows.length, 140);
    const malformed = rows.filter(row => row.kind === 'malformed').map(row => row.line);
    assert.deepEqual(malformed, plantedLines('malformed'));
  });

  it('have a planted defect of every kind that a file can hold without a reward model', () => {
    // Which name a wrong label gets, and what members say of one another, is for the audit to tell; `hard` takes the
    // log-probabilities of a reference model.
    const cannotBePlanted: FindingKind[] = ['suspect', 'uncertain', 'hard'];
    const kinds = new Set(planted().map(p => p.kind));
    assert.deepEqual(
      findingKinds.filter(kind => !kinds.has(kind)),
      cannotBePlanted,
    );
  });

  it('carry the ids that the table names, and a third of them scores', () => {
    for (const { line, id, kind } of planted()) if (kind !== 'malformed') assert.equal(at(line).id, id);
    const scored = comparisons().filter(c => c.a.score !== undefined && c.b.score !== undefined);
    assert(scored.length >= comparisons().length / 4 && scored.length <= comparisons().length / 2);
  });

  it('name three annotators and three sources', () => {
    const annotators = new Set(comparisons().flatMap(c => c.annotations.map(a => a.annotator)));
    assert.deepEqual([...annotators].sort(), ['jonas', 'mira', 'sana']);
    assert(comparisons().every(c => c.annotations.length > 0));
    const sources = new Set(comparisons().map(c => c.source));
    assert.deepEqual([...sources].sort(), ['legacy-import', 'round-1', 'round-2']);
    const imported = comparisons().filter(c => c.source === 'legacy-import');
    assert.deepEqual(
      imported.map(c => c.line),
      plantedLines('orientation'),
    );
  });

  it('hold the pairs that the table says: duplicates, contradictions, a cycle', () => {
    const pairsOf = (kind: FindingKind): Comparison[][] =>
      [...groupBy(comparisons(), c => c.key).values()].filter(group =>
        group.some(c => plantedLines(kind).includes(c.line)),
      );
    const chosen = (group: Comparison[]): number => new Set(group.map(c => text(c, 'a'))).size;
    const [same, opposite] = [pairsOf('duplicate'), pairsOf('contradiction')];
    assert.deepEqual(
      [same.map(g => g.length), same.map(chosen)],
      [
        [2, 2],
        [1, 1],
      ],
    );
    assert.deepEqual(
      [opposite.map(g => g.length), opposite.map(chosen)],
      [
        [2, 2],
        [2, 2],
      ],
    );
    const twice = [...groupBy(comparisons(), c => c.key).values()].filter(group => group.length > 1);
    assert.equal(twice.length, same.length + opposite.length);
    const beats = plantedLines('cycle')
      .map(at)
      .map(c => [text(c, 'a'), text(c, 'b')]);
    assert.equal(new Set(beats.flat()).size, 3);
    assert.equal(new Set(beats.map(([winner]) => winner)).size, 3);
    assert.equal(new Set(beats.map(([, loser]) => loser)).size, 3);
  });

  it('hold the texts that the table says', () => {
    for (const c of plantedLines('empty').map(at)) assert(text(c, 'a').trim() === '' || text(c, 'b').trim() === '');
    for (const c of plantedLines('prompt-mismatch').map(at)) assert(c.promptB && question(c) !== c.promptB[0]?.content);
    for (const c of plantedLines('score-conflict').map(at)) assert(c.a.score! < c.b.score!);
    for (const c of plantedLines('truncation-risk').map(at)) assert.match(text(c, 'a'), /\p{L}$/u);
    for (const c of plantedLines('contested').map(at)) {
      assert.deepEqual(new Set(c.annotations.map(a => a.label)), new Set(['a', 'b']));
    }
    const without = comparisons().filter(c => !plantedLines('score-conflict').includes(c.line));
    assert(without.every(c => c.a.score === undefined || c.a.score > c.b.score!));
    assert(comparisons().filter(c => c.promptB).length === plantedLines('prompt-mismatch').length);
  });

  it('leak two prompts between splits, as the table says', () => {
    const splits = groupBy(comparisons(), question);
    const leaks = [...splits.values()].filter(group => new Set(group.map(c => c.fields.split)).size > 1).flat();
    assert.deepEqual(
      leaks.map(c => c.line).sort((x, y) => x - y),
      plantedLines('leak'),
    );
  });

  it('have wrong labels only where they were planted, so at least 80 % of the labels are right', () => {
    assert.equal(new Set(wrongLines()).size, wrongLines().length);
    assert(wrongLines().length / comparisons().length < 0.2);
  });

  it('prefer neither the longer nor the shorter response', () => {
    const right = comparisons().filter(c => !wrongLines().includes(c.line));
    const longer = right.filter(c => text(c, 'a').length > text(c, 'b').length).length / right.length;
    assert(longer > 0.35 && longer < 0.65, `the chosen response is longer in ${longer}`);
  });
});

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
