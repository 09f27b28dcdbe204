import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ComparisonLine, FindingLine } from '../../src/audit/exportLines.ts';
import type { AnnotatorsFigures } from '../../src/reward/annotators/annotatorsFigures.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { dist } from './support/engine.ts';

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the command pairlens', () => {
  let folder: TemporaryFolder;

  /** Enough of the samples for an audit with principles, findings and a malformed line. */
  let sample: string;

  beforeEach(() => {
    folder = temporaryFolder();
    const head = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 60);
    sample = folder.write('helpdesk.jsonl', `${head.join('\n')}\n`);
  });

  afterEach(() => folder.remove());

  const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [resolve(dist, 'cli.cjs'), ...args], {
      cwd: folder.path,
      env: { ...process.env, PAIRLENS_STORAGE: join(folder.path, 'storage'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const finish = async (child: ChildProcess): Promise<Result> => {
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', text => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', text => (stderr += text));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stdout, stderr };
  };
  const run = (...args: string[]): Promise<Result> => finish(start(args));
  const lines = <T>(path: string): T[] =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as T);

  it('says how annotators agree, and that it takes two', async () => {
    const votes = (row: number) => [
      { annotator: 'ada', label: 'a' },
      { annotator: 'bob', label: row % 2 === 0 ? 'a' : 'b' },
      { annotator: 'cyd', label: 'a' },
    ];
    const records = Array.from({ length: 40 }, (_, row) =>
      JSON.stringify({
        prompt: `Question ${row}?`,
        response_a: `Answer ${row}.`,
        response_b: `Another answer, ${row}.`,
        label: 'a',
        annotations: votes(row),
      }),
    );
    const file = folder.write('votes.jsonl', `${records.join('\n')}\n`);
    const { code, stdout, stderr } = await run('annotators', file, '--json');
    assert.equal(code, 0, stderr);
    const { alpha, annotators, pairs } = JSON.parse(stdout) as AnnotatorsFigures;
    assert.equal(alpha!.n, 40);
    assert.deepEqual(annotators.map(({ name, n }) => [name, n]).sort(), [
      ['ada', 40],
      ['bob', 40],
      ['cyd', 40],
    ]);
    const kappa = (one: string, other: string) => pairs.find(p => p.one === one && p.other === other)!.kappa;
    assert.deepEqual([kappa('ada', 'cyd'), kappa('ada', 'bob')], [1, 0]);
    const table = await run('annotators', file);
    assert.match(table.stdout, /Krippendorff's alpha/);
    const nobody = records.map(line => line.replace(/,"annotations":.*/, '}'));
    const alone = await run('annotators', folder.write('nobody.jsonl', `${nobody.join('\n')}\n`));
    assert.equal(alone.code, 2);
    assert.match(alone.stderr, /fewer than two annotators/);
  });

  it('audits a file into a folder whose fields are all documented', async () => {
    const { code, stdout, stderr } = await run('audit', sample, '--out', 'audit');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^helpdesk\.jsonl/);
    for (const heading of ['Figures', 'Findings', 'Reward ensemble', 'Principles', 'Next']) {
      assert.match(stdout, new RegExp(`^${heading}$`, 'm'));
    }
    assert.doesNotMatch(stdout, /\x1b/, 'no colours where the output is no terminal');
    assert.match(stderr, /100 % {2}Done/);
    const out = join(folder.path, 'audit');
    const names = [
      'comparisons.jsonl',
      'constitution.md',
      'figures.json',
      'findings.jsonl',
      'principles.json',
      'report.html',
    ];
    assert.deepEqual(readdirSync(out).sort(), names);
    assert.deepEqual(readdirSync(folder.path).sort(), ['audit', 'helpdesk.jsonl', 'storage']);

    const comparisons = lines<ComparisonLine>(join(out, 'comparisons.jsonl'));
    const rows = readFileSync(sample, 'utf8').trimEnd().split('\n').length;
    assert.deepEqual(
      comparisons.map(({ line }) => line),
      Array.from({ length: rows }, (_, i) => i + 1),
    );
    const findings = lines<FindingLine>(join(out, 'findings.jsonl'));
    assert.equal(
      findings.length,
      comparisons.reduce((sum, comparison) => sum + comparison.findings.length, 0),
    );
    const guide = readFileSync('docs/columns.md', 'utf8');
    const fieldsOf = (value: object): string[] => Object.keys(value);
    const figures = JSON.parse(readFileSync(join(out, 'figures.json'), 'utf8')) as object;
    const principles = JSON.parse(readFileSync(join(out, 'principles.json'), 'utf8')) as { principles: object[] };
    const documented: [string, string[]][] = [
      ['comparisons.jsonl', fieldsOf(comparisons[0]!)],
      ['findings.jsonl', fieldsOf(findings[0]!)],
      ['figures.json', fieldsOf(figures)],
      ['principles.json', [...fieldsOf(principles), ...fieldsOf(principles.principles[0]!)]],
    ];
    for (const [file, fields] of documented) {
      const section = guide.split(/^## /m).find(part => part.startsWith(file)) ?? '';
      for (const field of fields)
        assert.ok(section.includes(`\`${field}\``), `${file}: ${field} is in docs/columns.md`);
    }
  });

  it('writes reports for other programs, and replaces nothing of the user', async () => {
    const options = ['--sarif', 'out.sarif', '--junit', 'out.xml', '--summary', 'out.md', '--fail-on', 'malformed>0'];
    const { code, stderr } = await run('audit', sample, ...options);
    assert.equal(code, 1);
    for (const name of ['out.sarif', 'out.xml', 'out.md']) assert.match(stderr, new RegExp(`Wrote ${name}`));
    const log = JSON.parse(readFileSync(join(folder.path, 'out.sarif'), 'utf8')) as {
      runs: [{ results: { ruleId: string; locations: [{ physicalLocation: object }] }[] }];
    };
    const malformed = log.runs[0].results.filter(({ ruleId }) => ruleId === 'malformed');
    assert.deepEqual(malformed[0]?.locations[0].physicalLocation, {
      artifactLocation: { uri: 'helpdesk.jsonl' },
      region: { startLine: 10 },
    });
    assert.match(readFileSync(join(folder.path, 'out.xml'), 'utf8'), /<failure message="malformed is 1"/);
    assert.match(readFileSync(join(folder.path, 'out.md'), 'utf8'), /- line 10: The record has no \\`rejected\\`/);
    const before = readFileSync(sample);
    for (const [name, why] of [
      [sample, /another file of the command/],
      [folder.path, /a folder of this name/],
      [join('nowhere', 'x.sarif'), /no folder nowhere/],
    ] as const) {
      const refused = await run('audit', sample, '--sarif', name);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, why);
    }
    assert.deepEqual(readFileSync(sample), before);
  });

  it('gives the same audit for the same seed', async () => {
    await run('audit', sample, '--quiet', '--out', 'one', '--seed', '3');
    await run('audit', sample, '--quiet', '--out', 'two', '--seed', '3');
    for (const file of ['comparisons.jsonl', 'findings.jsonl', 'principles.json', 'constitution.md']) {
      const read = (name: string): string => readFileSync(join(folder.path, name, file), 'utf8');
      assert.equal(read('one'), read('two'), file);
    }
  });

  it('prints one JSON object, and keeps progress off stdout', async () => {
    const { code, stdout, stderr } = await run('audit', sample, '--json');
    assert.equal(code, 0);
    const { figures, findings, file } = JSON.parse(stdout) as {
      file: string;
      figures: { malformed: number };
      findings: FindingLine[];
    };
    assert.equal(file, 'helpdesk.jsonl');
    assert.equal(findings.filter(({ kind }) => kind === 'malformed').length, figures.malformed);
    assert.match(stderr, /Reading/);
    const silent = await run('audit', sample, '--json', '--quiet');
    assert.equal(silent.stderr, '');
  });

  it('ends with 1 if a threshold holds, and with 2 if it cannot be known', async () => {
    const held = await run('audit', sample, '-q', '--fail-on', 'malformed>0', '--fail-on', 'malformed>50%');
    assert.equal(held.code, 1);
    assert.match(held.stderr, /"malformed>0" holds: malformed is 1/);
    assert.doesNotMatch(held.stderr, /50%/);
    const small = folder.write('small.jsonl', '{"prompt":"p","chosen":"yes","rejected":"no"}\n');
    const unknown = await run('audit', small, '-q', '--fail-on', 'flip_rate>0.1');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /can't be decided/);
    assert.equal((await run('audit', small, '-q', '--fail-on', 'malformed>0')).code, 0);
  });

  it('explains wrong command lines, with exit code 2 and before any work', async () => {
    const wrong: [string[], RegExp][] = [
      [['audit'], /Name a file/],
      [['audit', sample, 'other'], /One file at a time/],
      [['audit', sample, '--fail-on', 'nosuch>1'], /no figure "nosuch"/],
      [['audit', sample, '--seed', '-1'], /seed/],
      [['audit', sample, '--format', 'nosuch'], /no format "nosuch"/],
      [['audit', sample, '--map', 'a=b'], /--map/],
      [['audit', sample, '--frobnicate'], /--frobnicate/],
      [['show', sample, '--finding', 'nosuch'], /no finding "nosuch"/],
      [['show', sample, '--line', '9999'], /no record at this line/],
      [['show', sample, '--filter', "1=1); copy v to 'x'; select (1"], /one condition/],
      [['show', sample, '--filter', 'nosuch > 1'], /nosuch/],
      [['export', sample], /-o OUT/],
      [['export', sample, '-o', sample], /FILE itself/],
      [['frob'], /no command "frob"\. Commands/],
      [['audti', sample], /no command "audti"\. Did you mean "audit"\?/],
      [['show', sample, '--lines', '3'], /'--lines'\. Did you mean "--line"\? See: pairlens show --help/],
      [['export', sample, '-o', 'x', '--drop', 'mislabelled'], /Did you mean "mislabeled"\?/],
      [['convert', sample, '-o', 'x.jsonl', '--to', 'rtl'], /Did you mean "trl"\?/],
      [['audit', sample, '--fail-on', 'duplicat>0'], /Did you mean "duplicate"\?/],
    ];
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
      assert.equal(stdout, '');
    }
  });

  it('ends with 3 if the file cannot be read or the result cannot be written', async () => {
    const missing = await run('audit', 'none.jsonl');
    assert.deepEqual([missing.code, missing.stdout], [3, '']);
    assert.match(missing.stderr, /none\.jsonl: there is no such file/);
    const file = folder.write('file', '');
    const written = await run('audit', sample, '-q', '--out', join(file, 'below'));
    assert.equal(written.code, 3);
  });

  it('stops at Ctrl+C with nothing half-written', async () => {
    const child = start(['audit', sample, '--out', 'audit']);
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { code, stdout, stderr } = await finish(child);
    assert.deepEqual([code, stdout], [130, '']);
    assert.match(stderr, /interrupted/);
    assert.ok(!existsSync(join(folder.path, 'audit')));
    assert.deepEqual(
      readdirSync(folder.path).filter(name => name.startsWith('.')),
      [],
    );
  });

  it('shows comparisons with reasons, and no control characters of the dataset', async () => {
    const one = await run('show', sample, '--line', '10', '-q');
    assert.match(one.stdout, /line 10 .*\nmalformed \(1\.00\): /);
    const found = await run('show', sample, '--finding', 'duplicate', '--limit', '1', '-q');
    assert.match(found.stdout, /duplicate \(\d\.\d\d\): The same prompt and responses/);
    const hostile = await run(
      'show',
      resolve('test/fixtures/engine/odd.jsonl'),
      '--filter',
      "id = '8'",
      '--no-audit',
      '-q',
    );
    assert.match(hostile.stdout, /␛\[31mred/);
    assert.doesNotMatch(hostile.stdout, /\x1b/);
  });

  it('exports what remains, byte for byte, review file included', async () => {
    const source = sample;
    const all = readFileSync(sample, 'utf8').trimEnd().split('\n');
    const key = lines<{ key: string }>(await auditOf(source))[0]!.key;
    const decision = { key, occurrence: 0, line: 1, verdict: 'drop', reviewer: 'ada', at: '2026-01-02T03:04:05.000Z' };
    folder.write('helpdesk.review.jsonl', `${JSON.stringify(decision)}\n`);
    const { code, stdout, stderr } = await run('export', source, '-o', 'clean.jsonl', '--drop', 'malformed,duplicate');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /left out/);
    assert.match(stderr, /1 decisions? of .*helpdesk\.review\.jsonl/);
    const findings = lines<ComparisonLine>(await auditOf(source));
    const dropped = new Set(
      findings.flatMap(c =>
        c.findings.some(k => k === 'malformed' || k === 'duplicate') || c.line === 1 ? c.line : [],
      ),
    );
    const kept = all.filter((_, i) => !dropped.has(i + 1));
    assert.equal(readFileSync(join(folder.path, 'clean.jsonl'), 'utf8'), `${kept.join('\n')}\n`);
    const some = await run(
      'export',
      source,
      '-q',
      '-o',
      'law.jsonl',
      '--filter',
      "annotator = 'jonas' and not malformed",
    );
    assert.equal(some.code, 0);
    for (const record of lines<{ annotator: string }>(join(folder.path, 'law.jsonl'))) {
      assert.equal(record.annotator, 'jonas');
    }
  });

  it('splits an export for a trainer, and writes a data card that says what was done', async () => {
    const exported = await run(
      ...[
        'export',
        sample,
        '-o',
        'dpo.jsonl',
        '--drop',
        'mislabeled,suspect,malformed',
        '--to',
        'trl',
        '--split',
        '20%',
      ],
      ...['--licence', 'CC0', '--seed', '3'],
    );
    assert.equal(exported.code, 0, exported.stderr);
    assert.match(
      exported.stdout,
      /dpo\.train\.jsonl: \d+ records .*\n.*dpo\.test\.jsonl: \d+ records .*\n.*dpo\.card\.md/,
    );
    assert.match(exported.stderr, /Split by prompt: \d+ groups/);
    const [train, test] = ['dpo.train.jsonl', 'dpo.test.jsonl'].map(name =>
      lines<{ prompt: object }>(join(folder.path, name)).map(({ prompt }) => JSON.stringify(prompt)),
    );
    assert.ok(test!.length >= 5 && train!.length >= 4 * test!.length);
    assert.deepEqual(
      test!.filter(prompt => train!.includes(prompt)),
      [],
    );
    const card = readFileSync(join(folder.path, 'dpo.card.md'), 'utf8');
    assert.match(card, /Licence: CC0/);
    assert.match(card, /\| finding: malformed \| \d+ \|/);
    assert.match(card, /### TRL DPOTrainer/);
    for (const [args, message] of [
      [['--split', '0'], /--split "0": write the share/],
      [['--margin', 'much'], /--margin "much": there are/],
      [['--to', 'openai', '--soft-label', '--models', 'none'], /Soft labels can be written as/],
      [['--to', 'trl', '--soft-label', '--models', 'none'], /share of wrong labels is not known/],
      [['--to', 'trl', '--margin', 'label-strength'], /for reward models only/],
    ] as const) {
      const wrong = await run('export', sample, '-o', 'x.jsonl', ...args);
      assert.deepEqual([wrong.code, wrong.stdout, existsSync(join(folder.path, 'x.jsonl'))], [2, '', false]);
      assert.match(wrong.stderr, message);
    }
  });

  const auditOf = async (file: string): Promise<string> => {
    await run('audit', file, '-q', '--out', 'audit');
    return join(folder.path, 'audit', 'comparisons.jsonl');
  };

  it('tells what it is and how it is used', async () => {
    for (const command of ['audit', 'show', 'export', 'doctor']) {
      const { code, stdout } = await run(command, '--help');
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^pairlens ${command}`));
      assert.ok(stdout.split('\n').every(line => line.length <= 120));
    }
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.match((await run('--version')).stdout, /^\d+\.\d+\.\d+/);
    const doctor = await run('doctor');
    assert.equal(doctor.code, 0);
    assert.match(doctor.stdout, /DuckDB +v[\d.]+, works/);
    assert.ok(version.length > 0);
  });
});
