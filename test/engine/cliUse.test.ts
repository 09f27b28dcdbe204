import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AnnotatorsFigures } from '../../src/reward/annotators/annotatorsFigures.ts';
import { useHelpdesk } from './support/helpdesk.ts';

describe('the command pairlens', () => {
  const desk = useHelpdesk();

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
    const file = desk.folder.write('votes.jsonl', `${records.join('\n')}\n`);
    const { code, stdout, stderr } = await desk.run('annotators', file, '--json');
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
    const table = await desk.run('annotators', file);
    assert.match(table.stdout, /Krippendorff's alpha/);
    const nobody = records.map(line => line.replace(/,"annotations":.*/, '}'));
    const alone = await desk.run('annotators', desk.folder.write('nobody.jsonl', `${nobody.join('\n')}\n`));
    assert.equal(alone.code, 2);
    assert.match(alone.stderr, /fewer than two annotators/);
  });

  it('explains wrong command lines, with exit code 2 and before any work', async () => {
    const wrong: [string[], RegExp][] = [
      [['audit'], /Name a file/],
      [['audit', desk.sample, 'other'], /One file at a time/],
      [['audit', desk.sample, '--fail-on', 'nosuch>1'], /no figure "nosuch"/],
      [['audit', desk.sample, '--seed', '-1'], /seed/],
      [['audit', desk.sample, '--format', 'nosuch'], /no format "nosuch"/],
      [['audit', desk.sample, '--map', 'a=b'], /--map/],
      [['audit', desk.sample, '--frobnicate'], /--frobnicate/],
      [['show', desk.sample, '--finding', 'nosuch'], /no finding "nosuch"/],
      [['show', desk.sample, '--line', '9999'], /no record at this line/],
      [['show', desk.sample, '--filter', "1=1); copy v to 'x'; select (1"], /one condition/],
      [['show', desk.sample, '--filter', 'nosuch > 1'], /nosuch/],
      [['export', desk.sample], /-o OUT/],
      [['export', desk.sample, '-o', desk.sample], /FILE itself/],
      [['frob'], /no command "frob"\. Commands/],
      [['audti', desk.sample], /no command "audti"\. Did you mean "audit"\?/],
      [['show', desk.sample, '--lines', '3'], /'--lines'\. Did you mean "--line"\? See: pairlens show --help/],
      [['export', desk.sample, '-o', 'x', '--drop', 'mislabelled'], /Did you mean "mislabeled"\?/],
      [['convert', desk.sample, '-o', 'x.jsonl', '--to', 'rtl'], /Did you mean "trl"\?/],
      [['audit', desk.sample, '--fail-on', 'duplicat>0'], /Did you mean "duplicate"\?/],
    ];
    for (const [args, message] of wrong) {
      const { code, stdout, stderr } = await desk.run(...args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
      assert.equal(stdout, '');
    }
  });

  it('shows comparisons with reasons, and no control characters of the dataset', async () => {
    const one = await desk.run('show', desk.sample, '--line', '10', '-q');
    assert.match(one.stdout, /line 10 .*\nmalformed \(1\.00\): /);
    const found = await desk.run('show', desk.sample, '--finding', 'duplicate', '--limit', '1', '-q');
    assert.match(found.stdout, /duplicate \(\d\.\d\d\): The same prompt and responses/);
    const hostile = await desk.run(
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

  it('tells what it is and how it is used', async () => {
    for (const command of ['audit', 'show', 'export', 'doctor']) {
      const { code, stdout } = await desk.run(command, '--help');
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^pairlens ${command}`));
      assert.ok(stdout.split('\n').every(line => line.length <= 120));
    }
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.match((await desk.run('--version')).stdout, /^\d+\.\d+\.\d+/);
    const doctor = await desk.run('doctor');
    assert.equal(doctor.code, 0);
    assert.match(doctor.stdout, /DuckDB +v[\d.]+, works/);
    assert.ok(version.length > 0);
  });
});
