import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AuditedPrinciples } from '../../src/audit/audit.ts';
import type { ComparisonLine, FindingLine } from '../../src/audit/exportLines.ts';
import type { Figures } from '../../src/reward/figures.ts';
import type { FindingKind } from '../../src/reward/finding.ts';
import { planted, plantedLines, samplesFile, wrongLines } from '../unit/samples/planted.ts';

/** Kinds that are facts about the file: found where they were planted and nowhere else. */
const exact: FindingKind[] = [
  'malformed',
  'empty',
  'duplicate',
  'contradiction',
  'cycle',
  'near-identical',
  'prompt-mismatch',
  'score-conflict',
  'contested',
  'ambiguous',
  'leak',
  'orientation',
];
/** Kinds that follow from another: annotators who contradict one another contest the label. */
const follows: Partial<Record<FindingKind, FindingKind>> = { contested: 'contradiction' };
/** Kinds that are judged from the words, so that a few more may be found, and no more than a few. */
const judged: FindingKind[] = ['off-topic', 'truncation-risk'];
const fewMore = 3;

/** Each rule of `samples/README.md`, and the measured principles of which at least one must show it. */
const rules: Readonly<Record<string, readonly string[]>> = {
  'answers in its first sentence': ['no-preamble', 'answers-first'],
  'gives numbered steps': ['numbered-steps'],
  'is concrete': ['numbers', 'figures', 'specific', 'examples'],
  'says what can be lost': ['warns'],
  'says what is so': ['no-hedging', 'no-apology', 'no-disclaimer'],
  'stops when the answer is complete': ['no-closing-offer', 'calm'],
};

describe('the audit of the samples', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'pairlens-samples-'));
  let comparisons: ComparisonLine[];
  let findings: FindingLine[];
  let figures: Figures;
  let principles: AuditedPrinciples;

  before(async () => {
    const out = join(folder, 'out');
    await promisify(execFile)(process.execPath, ['dist/cli.cjs', 'audit', samplesFile, '--out', out, '--quiet']);
    const lines = (file: string) => readFileSync(join(out, file), 'utf8').trim().split('\n');
    const json = (file: string) => JSON.parse(readFileSync(join(out, file), 'utf8'));
    comparisons = lines('comparisons.jsonl').map(line => JSON.parse(line));
    findings = lines('findings.jsonl').map(line => JSON.parse(line));
    figures = json('figures.json');
    principles = json('principles.json');
  });
  after(() => rmSync(folder, { recursive: true }));

  const found = (...kinds: FindingKind[]): number[] =>
    [...new Set(findings.filter(f => kinds.includes(f.kind)).map(f => f.line))].sort((x, y) => x - y);

  it('has a row for each line', () => {
    assert.deepEqual(
      comparisons.map(c => c.line),
      Array.from({ length: 140 }, (_, i) => i + 1),
    );
  });

  for (const kind of exact) {
    it(`finds ${kind} where it was planted and nowhere else`, () => {
      const other = follows[kind];
      assert.deepEqual(found(kind), plantedLines(kind, ...(other ? [other] : [])));
    });
  }

  for (const kind of judged) {
    it(`finds ${kind} where it was planted, and hardly elsewhere`, () => {
      const lines = found(kind);
      assert.deepEqual(
        plantedLines(kind).filter(line => !lines.includes(line)),
        [],
      );
      const more = lines.length - plantedLines(kind).length;
      assert(more <= fewMore, `also on ${lines.filter(line => !plantedLines(kind).includes(line)).join(', ')}`);
    });
  }

  it('ranks wrong labels first: four of five among as many as there are, and nine of the first ten', () => {
    const wrong = new Set(wrongLines());
    const ranked = comparisons.filter(c => c.p !== null).sort((x, y) => x.p! - y.p!);
    const hits = (k: number) => ranked.slice(0, k).filter(c => wrong.has(c.line)).length;
    assert(hits(wrong.size) >= 0.8 * wrong.size, `${hits(wrong.size)} of ${wrong.size}`);
    assert(hits(10) >= 9, `${hits(10)} of 10`);
  });

  it('flags at least seven of the eight single wrong labels, and mostly wrong labels', () => {
    const flagged = found('mislabeled', 'suspect');
    const single = plantedLines('mislabeled').filter(line => flagged.includes(line));
    assert(single.length >= 7, `flags ${single.join(', ')}`);
    const right = flagged.filter(line => !wrongLines().includes(line));
    assert(right.length <= flagged.length / 3, `also flags ${right.join(', ')}`);
  });

  it('gives every finding a reason, a score in [0, 1] and, where another line is meant, that line', () => {
    for (const { line, kind, reason, score, related_lines: related } of findings) {
      assert(reason.length >= 15 && /[.!?)]$/.test(reason), `line ${line}, ${kind}: ${reason}`);
      assert(score >= 0 && score <= 1, `line ${line}, ${kind}: ${score}`);
      if (kind === 'duplicate' || kind === 'contradiction') assert.equal(related.length, 1, `line ${line}, ${kind}`);
      if (kind === 'cycle') assert.equal(new Set([line, ...related]).size, 3);
    }
  });

  it('says that the imported source is the wrong way round, and no other', () => {
    const orientation = Object.fromEntries(figures.sources.map(s => [s.name, s.orientation]));
    assert.deepEqual(orientation, { 'legacy-import': 'inverted', 'round-1': 'as expected', 'round-2': 'as expected' });
  });

  it('shows whose labels deserve a look', () => {
    const { annotators } = figures;
    assert.deepEqual(annotators.map(a => a.name).sort(), ['jonas', 'mira', 'sana']);
    assert.equal(annotators.toSorted((x, y) => y.findings - x.findings)[0]?.name, 'jonas');
    assert(annotators.every(a => a.accuracy !== null && a.accuracy.value > 0.5 && a.accuracy.value < 1));
  });

  it('counts what it read', () => {
    assert.equal(figures.malformed, plantedLines('malformed').length);
    assert.equal(figures.comparisons + figures.malformed, 140);
    assert.equal(figures.labelled, figures.comparisons);
    for (const kind of new Set(planted().map(p => p.kind)))
      assert.equal(figures.findings[kind], found(kind).length, kind);
  });

  for (const [rule, ids] of Object.entries(rules)) {
    it(`sees the rule "${rule}" in the labels`, () => {
      const shown = principles.principles.filter(p => ids.includes(p.id));
      assert.equal(shown.length, ids.length, 'all of these principles are measured');
      const why = shown.map(p => `${p.id}: ${p.for} for, ${p.against} against, from ${p.low.toFixed(2)}`).join('; ');
      assert(
        shown.some(p => p.low > 0.5),
        why,
      );
    });
  }

  it('writes a constitution of the planted rules that reconstructs the labels far better than length does', () => {
    const chosen = principles.constitution.map(p => p.id);
    assert(chosen.includes('no-hedging') || chosen.includes('hedges'), chosen.join(', '));
    assert(
      chosen.some(id => ['lists', 'numbered-steps'].includes(id)),
      chosen.join(', '),
    );
    const { constitution, longerWins } = principles.reconstruction!;
    assert(constitution.low > longerWins.high, JSON.stringify({ constitution, longerWins }));
  });
});
