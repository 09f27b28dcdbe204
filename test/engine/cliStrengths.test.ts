import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { IntransitivityFigures } from '../../src/reward/intransitive/intransitivity.ts';
import type { StrengthFigures } from '../../src/reward/strength/strengths.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { dist } from './support/engine.ts';

describe('strengths and questions by the command', () => {
  let folder: TemporaryFolder;
  let sample: string;

  beforeEach(() => {
    folder = temporaryFolder();
    const head = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 80);
    sample = folder.write('helpdesk.jsonl', `${head.join('\n')}\n`);
  });

  afterEach(() => folder.remove());

  const run = (...args: string[]) =>
    spawnSync(process.execPath, [resolve(dist, 'cli.cjs'), ...args], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { ...process.env, PAIRLENS_STORAGE: join(folder.path, 'storage') },
    });

  it('says who is stronger, and that it takes ids', () => {
    const { status, stdout, stderr } = run('strengths', sample, '--json', '--intransitive');
    assert.equal(status, 0, stderr);
    const figures = JSON.parse(stdout) as StrengthFigures & { readonly intransitivity: IntransitivityFigures };
    assert.ok(figures.strengths.length >= 2 && figures.strengths.every(({ low, u, high }) => low < u && u < high));
    assert.equal(figures.intransitivity.gains.length, 1);
    assert.match(run('strengths', sample).stdout, /^Bradley-Terry over/);
    const nobody = run('strengths', sample, '--of', 'nobody');
    assert.equal(nobody.status, 2);
    assert.match(nobody.stderr, /nobody_a and nobody_b/);
    assert.equal(run('strengths', sample, '--model', 'elo').status, 2);
  });

  it('plans what to ask, keeps to the budget, and says what the budget buys', () => {
    const plan = join(folder.path, 'plan.jsonl');
    const { status, stdout, stderr } = run('ask', sample, '--budget', '30', '--annotators', '2', '-o', plan);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /random verdicts the standard error of the flip rate is/);
    const lines = readFileSync(plan, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as { line: number; annotators: number[]; why: string; ask_value: number | null });
    const annotations = lines.reduce((sum, { annotators }) => sum + annotators.length, 0);
    assert.ok(annotations <= 30 && annotations > 25);
    assert.ok(lines.some(({ why }) => why === 'random check'));
    assert.ok(lines.filter(({ why }) => why === 'informative').every(({ ask_value }) => ask_value! > 0));
    const shown = run('show', sample, '--filter', 'ask_value > 0', '--limit', '1');
    assert.equal(shown.status, 0, shown.stderr);
    assert.equal(run('ask', sample, '-o', sample).status, 2);
    assert.equal(run('ask', sample, '--overlap', '2').status, 2);
  });
});
