import assert from 'node:assert/strict';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditedPrinciples } from '../../src/audit/audit.ts';
import type { ComparisonLine, FindingLine } from '../../src/audit/exportLines.ts';
import type { ScoredLine } from '../../src/audit/fitted/scoredLine.ts';
import type { ReportData } from '../../src/audit/reportData.ts';
import type { Figures } from '../../src/reward/figures.ts';
import type { FindingKind } from '../../src/reward/finding.ts';
import { gatheredFolder } from '../support/gatheredFolder.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { type CommandResult, endOf, startCommand } from './support/command.ts';

describe('pairlens fit and pairlens score', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let text: string;

  before(async () => {
    folder = temporaryFolder();
    text = `${readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 80).join('\n')}\n`;
    folder.write('sample.jsonl', text);
    const fitted = await run(['fit', 'sample.jsonl', '-o', 'ensemble']);
    assert.equal(fitted.code, 0, fitted.stderr);
    assert.match(fitted.stdout, /Fitted on \d+ comparisons of sample\.jsonl: out-of-fold accuracy/);
    const without = ['--models', 'none', '--without', 'strength,judges'];
    const audited = await run(['audit', 'sample.jsonl', ...without, '--out', 'audit']);
    assert.equal(audited.code, 0, audited.stderr);
  });

  after(() => folder.remove());

  const start = (args: readonly string[]) => startCommand(args, { folder: folder.path }, 'pipe');
  const run = (args: readonly string[], input = ''): Promise<CommandResult> => {
    const child = start(args);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    return endOf(child);
  };
  const parsed = <T>(lines: string): T[] =>
    lines
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as T);

  const read = (...path: string[]): string => readFileSync(join(folder.path, ...path), 'utf8');
  const dataOf = (audit: string): ReportData =>
    JSON.parse(read(audit, 'report.html').match(/id="report-data">(.*?)<\/script>/su)![1]!) as ReportData;

  it('give the sample the figures of an audit with the same members', async () => {
    const { code, stdout, stderr } = await run(['score', 'ensemble'], text);
    assert.equal(code, 0, stderr);
    const audit = parsed<ComparisonLine>(readFileSync(join(folder.path, 'audit', 'comparisons.jsonl'), 'utf8'));
    const scores = parsed<ScoredLine>(stdout);
    assert.equal(scores.length, audit.length);
    const columns = ['p', 'p_wrong', 'p_wrong_low', 'p_wrong_high', 'preference_strength', 'spread'] as const;
    let compared = 0;
    let kinds = 0;
    const doubts: FindingKind[] = ['mislabeled', 'suspect'];
    const shown: FindingKind[] = [...doubts, 'near-identical', 'empty', 'prompt-mismatch', 'truncation-risk'];
    const found = parsed<FindingLine>(read('audit', 'findings.jsonl')).filter(({ kind }) => shown.includes(kind));
    for (const [i, line] of scores.entries()) {
      const row = audit[i]!;
      if ('error' in line) {
        assert.deepEqual(row.findings, ['malformed']);
        continue;
      }
      assert.equal(line.key, row.key);
      for (const column of columns) {
        const one: number | null = line[column];
        const other: number | null = row[column];
        if (one === null || other === null) assert.equal(one, other);
        else assert.ok(Math.abs(one - other) < 1e-6, `${column} of line ${line.line}: ${one} against ${other}`);
        compared++;
      }
      assert.deepEqual(line.principles_for, row.principles_for);
      assert.deepEqual(line.principles_against, row.principles_against);
      assert.deepEqual(
        line.findings,
        row.findings.filter(kind => shown.includes(kind)),
      );
      const about = found.filter(finding => finding.line === line.line && !doubts.includes(finding.kind));
      assert.deepEqual(
        line.about,
        about.map(({ kind, score, reason, figures }) => ({ kind, score, reason, figures })),
      );
      kinds += about.length;
    }
    assert.ok(compared > 300);
    assert.ok(kinds > 0);
  });

  it('keep principles and figures of the sample, of which a report of all that was scored is made', async () => {
    const json = <T>(...path: string[]): T => JSON.parse(read(...path)) as T;
    const { stdout } = await run(['score', 'ensemble', '--quiet'], text);
    const gathered = { ensemble: join(folder.path, 'ensemble'), scores: parsed<ScoredLine>(stdout), name: 'all.jsonl' };
    gatheredFolder(join(folder.path, 'gathered'), gathered);
    const { code, stderr } = await run(['report', 'gathered']);
    assert.equal(code, 0, stderr);
    const figures = json<Figures>('gathered', 'figures.json');
    const there = json<Figures>('audit', 'figures.json');
    assert.equal(figures.expectedWrong.length, there.expectedWrong.length);
    for (const [i, { first, low, high }] of figures.expectedWrong.entries()) {
      const expected = there.expectedWrong[i]!;
      assert.equal(first, expected.first);
      assert.ok(Math.abs(low - expected.low) + Math.abs(high - expected.high) < 1e-6 * first);
    }
    const { principles, constitution } = json<AuditedPrinciples>('gathered', 'principles.json');
    assert.ok(constitution.length > 0);
    for (const [i, principle] of principles.entries()) {
      const { whole, ...rest } = principle;
      assert.deepEqual(rest, json<AuditedPrinciples>('audit', 'principles.json').principles[i]);
      assert.deepEqual(whole, { for: principle.for, against: principle.against });
    }
    const constitutionText = read('gathered', 'constitution.md');
    assert.match(constitutionText, /^# Constitution of all\.jsonl\n/);
    assert.match(constitutionText, /chosen on a sample of \d+ of the \d+ comparisons/);
    const report = dataOf('gathered');
    assert.equal(report.file, 'all.jsonl');
    assert.deepEqual(report.figures.notSought, ['cycle', 'near-identical']);
    assert.deepEqual(report.regions, dataOf('audit').regions);
    assert.equal(report.points.length, dataOf('audit').points.length);
  });

  it("write the report of an audit's folder as the audit wrote it", async () => {
    cpSync(join(folder.path, 'audit'), join(folder.path, 'again'), { recursive: true });
    const before = dataOf('again');
    const { code, stderr } = await run(['report', 'again', '--name', before.file]);
    assert.equal(code, 0, stderr);
    const { at: _, format: __, firsts, ...after } = dataOf('again');
    const { at: ___, format: ____, firsts: expected, ...rest } = before;
    assert.deepEqual(after, rest);
    assert.deepEqual(firsts, expected);
    for (const file of ['figures.json', 'constitution.md']) {
      assert.equal(read('again', file), read('audit', file));
    }
  });

  it('work on a folder that was copied, by a map of other field names', async () => {
    cpSync(join(folder.path, 'ensemble'), join(folder.path, 'elsewhere', 'copy'), { recursive: true });
    const record = JSON.stringify({ ask: 'How do I reset it?', one: 'Hold the button.', two: 'No idea.', best: 'one' });
    const map = 'prompt=ask,a=one,b=two,label=best';
    const { code, stdout, stderr } = await run(['score', join('elsewhere', 'copy'), '--map', map], `${record}\n`);
    assert.equal(code, 0, stderr);
    const [line] = parsed<ScoredLine>(stdout);
    assert.ok(line !== undefined && 'p' in line && line.label === 'a' && line.p !== null && !line.sampled);
  });

  it('answer each line before the next is written', async () => {
    const child = start(['score', 'ensemble', '--quiet']);
    child.stdout?.setEncoding('utf8');
    for (const line of text.split('\n').slice(0, 3)) {
      child.stdin?.write(`${line}\n`);
      const [answer] = (await once(child.stdout!, 'data')) as [string];
      assert.equal(answer.trimEnd().split('\n').length, 1);
    }
    child.stdin?.end();
    assert.equal((await endOf(child)).code, 0);
  });

  it('end when they are interrupted, and say so', async () => {
    const child = start(['score', 'ensemble']);
    child.stdin?.write(`${text.split('\n')[0]}\n`);
    await once(child.stdout!, 'data');
    child.kill('SIGINT');
    const { code, stderr } = await endOf(child);
    assert.equal(code, 130);
    assert.match(stderr, /interrupted; the lines written so far are whole/);
  });

  it('refuse what they cannot do, with exit codes', async () => {
    const again = await run(['fit', 'sample.jsonl', '-o', 'ensemble']);
    assert.equal(again.code, 2);
    assert.match(again.stderr, /something of this name already/);
    assert.equal((await run(['fit', 'sample.jsonl'])).code, 2);
    const unknown = await run(['fit', 'sample.jsonl', '-o', 'other', '--without', 'oracle']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /no member oracle/);
    assert.ok(!existsSync(join(folder.path, 'other')));
    writeFileSync(join(folder.path, 'few.jsonl'), text.split('\n').slice(0, 9).join('\n'));
    const few = await run(['fit', 'few.jsonl', '-o', 'other', '--without', 'score']);
    assert.equal(few.code, 2);
    assert.match(few.stderr, /no ensemble to keep:\n.*needs at least 30/s);
    assert.ok(!existsSync(join(folder.path, 'other')));
    assert.equal((await run(['score'])).code, 2);
    const nothing = await run(['score', 'nowhere'], text);
    assert.equal(nothing.code, 3);
    assert.match(nothing.stderr, /Name a folder that pairlens fit wrote/);
    const none = await run(['report', 'nowhere']);
    assert.equal(none.code, 3);
    assert.match(none.stderr, /figures\.json can't be read.*Choose a folder/);
    assert.equal((await run(['report'])).code, 2);
    for (const command of ['fit', 'score', 'report']) {
      const { code, stdout } = await run([command, '--help']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^pairlens ${command}: `));
    }
  });
});
