import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComparisonLine } from '../../src/audit/exportLines.ts';
import { recordsOf, useHelpdesk } from './support/helpdesk.ts';

describe('the command pairlens export', () => {
  const desk = useHelpdesk();

  const auditOf = async (file: string): Promise<string> => {
    await desk.run('audit', file, '-q', '--out', 'audit');
    return join(desk.folder.path, 'audit', 'comparisons.jsonl');
  };

  it('exports what remains, byte for byte, review file included', async () => {
    const source = desk.sample;
    const all = readFileSync(desk.sample, 'utf8').trimEnd().split('\n');
    const key = recordsOf<{ key: string }>(await auditOf(source))[0]!.key;
    const decision = { key, occurrence: 0, line: 1, verdict: 'drop', reviewer: 'ada', at: '2026-01-02T03:04:05.000Z' };
    desk.folder.write('helpdesk.review.jsonl', `${JSON.stringify(decision)}\n`);
    const { code, stdout, stderr } = await desk.run(
      'export',
      source,
      '-o',
      'clean.jsonl',
      '--drop',
      'malformed,duplicate',
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /left out/);
    assert.match(stderr, /1 decisions? of .*helpdesk\.review\.jsonl/);
    const findings = recordsOf<ComparisonLine>(await auditOf(source));
    const dropped = new Set(
      findings.flatMap(c =>
        c.findings.some(k => k === 'malformed' || k === 'duplicate') || c.line === 1 ? c.line : [],
      ),
    );
    const kept = all.filter((_, i) => !dropped.has(i + 1));
    assert.equal(readFileSync(join(desk.folder.path, 'clean.jsonl'), 'utf8'), `${kept.join('\n')}\n`);
    const some = await desk.run(
      'export',
      source,
      '-q',
      '-o',
      'law.jsonl',
      '--filter',
      "annotator = 'jonas' and not malformed",
    );
    assert.equal(some.code, 0);
    for (const record of recordsOf<{ annotator: string }>(join(desk.folder.path, 'law.jsonl'))) {
      assert.equal(record.annotator, 'jonas');
    }
  });

  it('splits an export for a trainer, and writes a data card that says what was done', async () => {
    const exported = await desk.run(
      ...[
        'export',
        desk.sample,
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
      recordsOf<{ prompt: object }>(join(desk.folder.path, name)).map(({ prompt }) => JSON.stringify(prompt)),
    );
    assert.ok(test!.length >= 5 && train!.length >= 4 * test!.length);
    assert.deepEqual(
      test!.filter(prompt => train!.includes(prompt)),
      [],
    );
    const card = readFileSync(join(desk.folder.path, 'dpo.card.md'), 'utf8');
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
      const wrong = await desk.run('export', desk.sample, '-o', 'x.jsonl', ...args);
      assert.deepEqual([wrong.code, wrong.stdout, existsSync(join(desk.folder.path, 'x.jsonl'))], [2, '', false]);
      assert.match(wrong.stderr, message);
    }
  });
});
