import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GroupSplit } from '../../src/audit/groupSplit.ts';
import type { AnnotatorsFigures } from '../../src/reward/annotators/annotatorsFigures.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { plantedCrowd } from '../unit/reward/populations/plantedCrowd.ts';
import { dist } from './support/engine.ts';

describe('the commands about annotators and objectives', () => {
  let folder: TemporaryFolder;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(dist, 'cli.cjs'), ...args, '--quiet'], {
      encoding: 'utf8',
      env: { ...process.env, PAIRLENS_STORAGE: folder.path, XDG_DATA_HOME: folder.path },
    });
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  /** A vote a record: thirty people want lists, ten prose. */
  function crowd(): string {
    const comparisons = plantedCrowd(
      [
        { prefix: 'lists', people: 30, wants: 'list', follows: 0.95 },
        { prefix: 'prose', people: 10, wants: 'prose', follows: 0.95 },
      ],
      { units: 600, votesEach: 'one a pair', seed: 3 },
    );
    const lines = comparisons.map(({ prompt, a, b, annotations: [vote] }, i) =>
      JSON.stringify({
        prompt: prompt[0]!.content,
        response_a: a.messages[0]!.content,
        response_b: b.messages[0]!.content,
        label: vote!.label,
        annotator: vote!.annotator,
        region: vote!.annotator.startsWith('lists') ? 'north' : 'south',
        helpful_a: i % 7,
        helpful_b: 3.5,
        safe_a: (i * 3) % 5,
        safe_b: 1.5,
      }),
    );
    return folder.write('crowd.jsonl', `${lines.join('\n')}\n`);
  }

  it('show populations, and the same labels by a column', () => {
    const file = crowd();
    const { status, stdout, stderr } = run('annotators', file, '--group-by', 'region', '--json');
    assert.equal(status, 0, stderr);
    const { populations, groups } = JSON.parse(stdout) as AnnotatorsFigures & { groups: GroupSplit[] };
    assert.ok(populations.known && populations.populations.length === 2, stdout.slice(0, 500));
    assert.deepEqual(
      groups[0]!.groups.map(({ name }) => name),
      ['north', 'south'],
    );
    const text = run('annotators', file, '--group-by', 'region').stdout;
    assert.match(text, /2 populations \(4\d annotators|2 populations \(3\d annotators/);
    assert.match(text, /Worst-off population: [\d.]+ % by one head for all, [\d.]+ % by its own/);
    assert.match(text, /By region/);
    assert.match(text, /population 2: bullets -0\.[6-9]\d \(all: 0\.[2-6]\d\)/);
    const audited = run('audit', file, '--group-by', 'region', '--json', '--models', 'none');
    assert.equal(audited.status, 0, audited.stderr);
    const { groups: same } = JSON.parse(audited.stdout) as { groups: GroupSplit[] };
    assert.deepEqual(same, groups);
    const wrong = run('annotators', file, '--group-by', 'shoe');
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /no such column.*Columns to group by: .*region/);
  }).timeout(300_000);

  it('write annotations as columns', () => {
    const file = crowd();
    const out = join(folder.path, 'votes.jsonl');
    const done = run('annotators', file, '--columns', out);
    assert.equal(done.status, 0, done.stderr);
    const lines = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, string | number | null>);
    assert.equal(lines.length, 600);
    // What was planted: who wants lists prefers the response with more bullets, and is of the one population.
    const told = lines.filter(({ factor_bullets: bullets }) => bullets !== 0);
    assert.ok(told.length > 200);
    const wants = (line: (typeof lines)[number]) => (String(line.annotator).startsWith('lists') ? 1 : -1);
    const kept = told.filter(line => line.factor_bullets === wants(line)).length / told.length;
    assert.ok(kept > 0.9 && kept < 0.99, `${kept}`);
    const right = lines.filter(line => line.population === (wants(line) > 0 ? 'population 1' : 'population 2')).length;
    assert.ok(right > 500, `${right}`);
    assert.ok(
      lines.every(({ degree }) => degree === null),
      'with one vote a pair nothing tells how votes spread',
    );
    const csv = join(folder.path, 'votes.csv');
    assert.equal(run('annotators', file, '--columns', csv).status, 0);
    const [head, first] = readFileSync(csv, 'utf8').split('\r\n');
    assert.match(head!, /^line,key,annotator,vote,degree,population,membership,factor_length,/);
    assert.equal(first!.split(',').length, head!.split(',').length);
    const other = run('annotators', file, '--columns', join(folder.path, 'votes.txt'));
    assert.equal(other.status, 2);
    assert.match(other.stderr, /Name OUT \.csv or \.jsonl/);
  }).timeout(120_000);

  it('judge comparisons in a direction', () => {
    const file = crowd();
    const out = join(folder.path, 'turned.jsonl');
    const { status, stdout, stderr } = run('objectives', file, '--objectives', 'helpful=1,safe=-1', '-o', out);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /helpful {2,}safe {2,}/);
    const lines = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as { margin: number; preferred: string });
    assert.equal(lines.length, 600);
    assert.ok(lines.every(({ margin, preferred }) => preferred === (margin === 0 ? 'tie' : margin > 0 ? 'a' : 'b')));
    assert.ok(lines.every(({ margin }, i) => i === 0 || Math.abs(margin) <= Math.abs(lines[i - 1]!.margin)));
    assert.equal(run('objectives', file, '--objectives', 'helpful').status, 2);
    assert.match(run('objectives', file, '--objectives', 'cost=1').stderr, /Objectives: helpful, safe/);
  }).timeout(60_000);
});
