import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparisonLine, FindingLine } from '../../src/audit/exportLines.ts';
import { endOf, startCommand } from './support/command.ts';
import { recordsOf, useHelpdesk } from './support/helpdesk.ts';

describe('the command pairlens audit', () => {
  const desk = useHelpdesk();

  it('audits a file into a folder whose fields are all documented', async () => {
    const { code, stdout, stderr } = await desk.run('audit', desk.sample, '--out', 'audit');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^helpdesk\.jsonl/);
    for (const heading of ['Figures', 'Findings', 'Reward ensemble', 'Principles', 'Next']) {
      assert.match(stdout, new RegExp(`^${heading}$`, 'm'));
    }
    assert.doesNotMatch(stdout, /\x1b/, 'no colours where the output is no terminal');
    assert.match(stderr, /100 % {2}Done/);
    const out = join(desk.folder.path, 'audit');
    const names = [
      'comparisons.jsonl',
      'constitution.md',
      'figures.json',
      'findings.jsonl',
      'principles.json',
      'report.html',
    ];
    assert.deepEqual(readdirSync(out).sort(), names);
    assert.deepEqual(readdirSync(desk.folder.path).sort(), ['audit', 'helpdesk.jsonl', 'storage']);

    const comparisons = recordsOf<ComparisonLine>(join(out, 'comparisons.jsonl'));
    const rows = readFileSync(desk.sample, 'utf8').trimEnd().split('\n').length;
    assert.deepEqual(
      comparisons.map(({ line }) => line),
      Array.from({ length: rows }, (_, i) => i + 1),
    );
    const findings = recordsOf<FindingLine>(join(out, 'findings.jsonl'));
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
    const { code, stderr } = await desk.run('audit', desk.sample, ...options);
    assert.equal(code, 1);
    for (const name of ['out.sarif', 'out.xml', 'out.md']) assert.match(stderr, new RegExp(`Wrote ${name}`));
    const log = JSON.parse(readFileSync(join(desk.folder.path, 'out.sarif'), 'utf8')) as {
      runs: [{ results: { ruleId: string; locations: [{ physicalLocation: object }] }[] }];
    };
    const malformed = log.runs[0].results.filter(({ ruleId }) => ruleId === 'malformed');
    assert.deepEqual(malformed[0]?.locations[0].physicalLocation, {
      artifactLocation: { uri: 'helpdesk.jsonl' },
      region: { startLine: 10 },
    });
    assert.match(readFileSync(join(desk.folder.path, 'out.xml'), 'utf8'), /<failure message="malformed is 1"/);
    assert.match(readFileSync(join(desk.folder.path, 'out.md'), 'utf8'), /- line 10: The record has no \\`rejected\\`/);
    const before = readFileSync(desk.sample);
    for (const [name, why] of [
      [desk.sample, /another file of the command/],
      [desk.folder.path, /a folder of this name/],
      [join('nowhere', 'x.sarif'), /no folder nowhere/],
    ] as const) {
      const refused = await desk.run('audit', desk.sample, '--sarif', name);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, why);
    }
    assert.deepEqual(readFileSync(desk.sample), before);
  });

  it('gives the same audit for the same seed', async () => {
    await desk.run('audit', desk.sample, '--quiet', '--out', 'one', '--seed', '3');
    await desk.run('audit', desk.sample, '--quiet', '--out', 'two', '--seed', '3');
    for (const file of ['comparisons.jsonl', 'findings.jsonl', 'principles.json', 'constitution.md']) {
      const read = (name: string): string => readFileSync(join(desk.folder.path, name, file), 'utf8');
      assert.equal(read('one'), read('two'), file);
    }
  });

  it('prints one JSON object, and keeps progress off stdout', async () => {
    const { code, stdout, stderr } = await desk.run('audit', desk.sample, '--json');
    assert.equal(code, 0);
    const { figures, findings, file } = JSON.parse(stdout) as {
      file: string;
      figures: { malformed: number };
      findings: FindingLine[];
    };
    assert.equal(file, 'helpdesk.jsonl');
    assert.equal(findings.filter(({ kind }) => kind === 'malformed').length, figures.malformed);
    assert.match(stderr, /Reading/);
    const silent = await desk.run('audit', desk.sample, '--json', '--quiet');
    assert.equal(silent.stderr, '');
  });

  it('ends with 1 if a threshold holds, and with 2 if it cannot be known', async () => {
    const held = await desk.run('audit', desk.sample, '-q', '--fail-on', 'malformed>0', '--fail-on', 'malformed>50%');
    assert.equal(held.code, 1);
    assert.match(held.stderr, /"malformed>0" holds: malformed is 1/);
    assert.doesNotMatch(held.stderr, /50%/);
    const small = desk.folder.write('small.jsonl', '{"prompt":"p","chosen":"yes","rejected":"no"}\n');
    const unknown = await desk.run('audit', small, '-q', '--fail-on', 'flip_rate>0.1');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /can't be decided/);
    assert.equal((await desk.run('audit', small, '-q', '--fail-on', 'malformed>0')).code, 0);
  });

  it('ends with 3 if the file cannot be read or the result cannot be written', async () => {
    const missing = await desk.run('audit', 'none.jsonl');
    assert.deepEqual([missing.code, missing.stdout], [3, '']);
    assert.match(missing.stderr, /none\.jsonl: there is no such file/);
    const file = desk.folder.write('file', '');
    const written = await desk.run('audit', desk.sample, '-q', '--out', join(file, 'below'));
    assert.equal(written.code, 3);
  });

  it('stops at Ctrl+C with nothing half-written', async () => {
    const child = startCommand(['audit', desk.sample, '--out', 'audit'], { folder: desk.folder.path });
    child.stderr?.once('data', () => child.kill('SIGINT'));
    const { code, stdout, stderr } = await endOf(child);
    assert.deepEqual([code, stdout], [130, '']);
    assert.match(stderr, /interrupted/);
    assert.ok(!existsSync(join(desk.folder.path, 'audit')));
    assert.deepEqual(
      readdirSync(desk.folder.path).filter(name => name.startsWith('.')),
      [],
    );
  });
});
