import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../../../src/audit/audit.ts';
import { targets } from '../../../src/dataset/targets.ts';
import { type Decision, undecided } from '../../../src/edits/decision.ts';
import { exportForTraining } from '../../../src/export/exportForTraining.ts';
import type { TrainingChoice, TrainingSource } from '../../../src/export/trainingExport.ts';
import type { Finding } from '../../../src/reward/finding.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { opened } from '../dataset/openFixture.ts';
import { auditOf, knownRate, unknownRate } from './audits.ts';

const card = { licence: null, condition: null, version: '1.2.3', at: '2026-01-02T03:04:05.000Z' };
const everything = { drop: [], keep: [], passing: null };
const targetOf = (id: string) => targets.find(target => target.id === id)!;
const finding = (kind: Finding['kind']): Finding => ({ kind, score: 1, reason: [], figures: {} });

describe('an export for training', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  /** Twenty comparisons of ten prompts, in TRL's shape, and a line that can't be read. */
  const lines = Array.from({ length: 20 }, (_, i) =>
    JSON.stringify({ prompt: `Question ${i >> 1}?`, chosen: `Good ${i}`, rejected: `Bad ${i}`, margin: i + 1 }),
  );
  const records = [...lines.slice(0, 5), '{"prompt":', ...lines.slice(5)];

  const exported = async (
    choice: Partial<TrainingChoice>,
    more: Partial<TrainingSource> & {
      readonly said?: Parameters<typeof auditOf>[2];
      readonly rate?: typeof knownRate;
    } = {},
  ) => {
    const dataset = await opened(folder.write('data.jsonl', `${records.join('\n')}\n`));
    try {
      const rows = await dataset.read(0, 99);
      const comparisons = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
      const audit: Audit | null = more.said ? auditOf(comparisons, more.rate ?? knownRate, more.said) : null;
      const source = { dataset, rows, decisions: new Map(), audit, ...more };
      const whole = { target: targetOf('trl-text'), filter: everything, split: null, card: null, ...choice };
      return await exportForTraining(source, whole, join(folder.path, 'out.jsonl'));
    } finally {
      await dataset.close();
    }
  };
  const written = (name: string): Record<string, unknown>[] =>
    readFileSync(join(folder.path, name), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);

  it('writes two files without a prompt in common, and a card with their hashes', async () => {
    const result = await exported({ split: { testShare: 0.2, seed: 1 }, card: { ...card, licence: 'CC-BY *4.0*' } });
    const [train, test] = [written('out.train.jsonl'), written('out.test.jsonl')];
    assert.equal(existsSync(join(folder.path, 'out.jsonl')), false);
    assert.deepEqual([train.length, test.length, result.unreadable], [16, 4, 1]);
    const prompts = new Set(train.map(({ prompt }) => prompt));
    assert.ok(test.every(({ prompt }) => !prompts.has(prompt)));
    const text = readFileSync(join(folder.path, 'out.card.md'), 'utf8');
    for (const name of ['data.jsonl', 'out.train.jsonl', 'out.test.jsonl']) {
      const hash = createHash('sha256')
        .update(readFileSync(join(folder.path, name)))
        .digest('hex');
      assert.ok(text.includes(`${hash}\``), `${name} has no hash`);
    }
    assert.match(text, /16 comparisons to train on and 4 to test on \(20\.0 %; asked for: 20\.0 %\), with seed 1/);
    assert.match(
      text,
      /^---\nconfigs:\n {2}- config_name: default\n {4}data_files:\n {6}- split: train\n {8}path: "out\.train\.jsonl"\n {6}- split: test\n {8}path: "out\.test\.jsonl"\n---\n/,
    );
    assert.match(text, /Licence: CC-BY \\\*4\.0\\\*/);
    assert.match(text, /PairLens 1\.2\.3/);
    assert.match(text, /it holds no comparison \| 1 /);
    assert.match(text, /No value is given, because .* The labels were not audited/);
    assert.deepEqual(
      written('out.train.jsonl').map(({ chosen }) => chosen),
      train.map(({ chosen }) => chosen),
    );
  });

  it('tells the noise of both files, and what it means for a test', async () => {
    const result = await exported(
      { split: { testShare: 0.2, seed: 1 }, card },
      { said: () => ({ pWrong: 0.12, pWrongRange: [0.05, 0.2] }) },
    );
    assert.ok(result.noise.known && result.testNoise?.known);
    assert.deepEqual([result.noise.judged, result.testNoise.judged], [16, 4]);
    const text = readFileSync(join(folder.path, 'out.card.md'), 'utf8');
    assert.match(text, /Of the training file: About 12\.0 % \(5\.0 % to 20\.0 %\) of the 16 labels/);
    assert.match(text, /Of the test file: About 12\.0 % .* agrees with about 88\.0 % of them\./);
  });

  it('splits records as they stand too, byte for byte', async () => {
    await exported({ target: null, split: { testShare: 0.2, seed: 1 } });
    const both = ['out.train.jsonl', 'out.test.jsonl'].flatMap(name =>
      readFileSync(join(folder.path, name), 'utf8').trim().split('\n'),
    );
    assert.deepEqual(both.toSorted(), lines.toSorted());
  });

  it('keeps what a reviewer judged, whatever the audit said of its label', async () => {
    const verdict = (value: 'a' | 'b' | 'later'): Decision => ({ ...undecided, verdict: value, given: 'seen' });
    const result = await exported(
      { filter: { drop: ['mislabeled', 'duplicate'], keep: [], passing: null } },
      {
        decisions: new Map([
          [0, verdict('a')],
          [1, verdict('later')],
          [2, verdict('b')],
        ]),
        said: ({ row }) => ({
          findings: row < 2 ? [finding('mislabeled')] : row === 2 ? [finding('mislabeled'), finding('duplicate')] : [],
        }),
      },
    );
    assert.deepEqual(
      [...result.selection.leftOut],
      [
        ['finding: mislabeled', 1],
        ['finding: duplicate', 1],
      ],
    );
    assert.equal(result.selection.applied.confirmed, 1);
  });

  it('counts what is left out by its first reason, and what verdicts made of the rest', async () => {
    const verdict = (value: 'a' | 'b' | 'drop'): Decision => ({ ...undecided, verdict: value, given: 'seen' });
    const result = await exported(
      {
        filter: { drop: ['mislabeled', 'duplicate'], keep: [], passing: new Set([...Array(19).keys()]) },
        card: { ...card, condition: 'row < 19' },
      },
      {
        decisions: new Map([
          [0, verdict('drop')],
          [1, verdict('b')],
          [2, verdict('a')],
        ]),
        said: ({ row }) => ({
          pWrong: 0.1,
          pWrongRange: [0, 0.2],
          findings:
            row < 2 ? [finding('duplicate')] : row < 9 && row > 6 ? [finding('mislabeled'), finding('duplicate')] : [],
        }),
      },
    );
    assert.deepEqual(
      [...result.selection.leftOut],
      [
        ['verdict: drop', 1],
        ['finding: duplicate', 1],
        ['finding: mislabeled', 2],
        ['condition', 2],
      ],
    );
    assert.deepEqual(result.selection.applied, { relabelled: 0, confirmed: 1, edited: 0 });
    assert.equal(result.files[0]!.comparisons, 14);
    const text = readFileSync(join(folder.path, 'out.card.md'), 'utf8');
    assert.match(text, /finding: mislabeled \| 2 /);
    assert.match(text, /\| duplicate \| 4 \| yes \|/);
    assert.match(text, /Condition for being kept: row \\< 19/);
    assert.match(text, /About 9\.3 % .* are expected to be wrong/);
    assert.match(text, /label_smoothing=0\.09/);
  });

  it('flips what a verdict flips', async () => {
    await exported({}, { decisions: new Map([[0, { ...undecided, verdict: 'b', given: 'seen' }]]) });
    assert.deepEqual(written('out.jsonl')[0], { prompt: 'Question 0?', chosen: 'Bad 0', rejected: 'Good 0' });
  });

  it('takes margins from the file or from the ensemble, never below 0', async () => {
    const own = await exported({ target: targetOf('margin') });
    assert.deepEqual(
      written('out.jsonl')
        .map(({ margin }) => margin)
        .slice(0, 3),
      [1, 2, 3],
    );
    assert.match(own.remarks.join(), /label strengths of the source; 0 of 20 have none/);
    const said = ({ row }: { readonly row: number }) => ({
      preferenceStrength: row === 0 ? -1 : row === 1 ? null : row / 7,
    });
    const theirs = await exported({ target: targetOf('margin'), margin: 'preference-strength' }, { said });
    assert.deepEqual(
      written('out.jsonl')
        .map(({ margin }) => margin)
        .slice(0, 4),
      [0, 0, 0.2857, 0.4286],
    );
    assert.match(theirs.remarks.join(), /0 is written for 1 comparisons without one and for 1 where/);
  });

  it('gives soft labels where the flip rate is known, and refuses them where it is not', async () => {
    const said = ({ row }: { readonly row: number }) => ({
      pWrong: row === 3 ? null : row / 100,
      pWrongRange: [0, 1] as const,
    });
    const decisions = new Map<number, Decision>([[2, { ...undecided, verdict: 'a', given: 'seen' }]]);
    await exported({ softLabel: true }, { said, decisions });
    assert.deepEqual(
      written('out.jsonl')
        .map(one => one.soft_label)
        .slice(0, 5),
      [1, 0.99, 1, 0.9, 0.96],
    );
    await assert.rejects(exported({ softLabel: true }, { said, rate: unknownRate }), /not known\. Check 30 of them/);
    await assert.rejects(exported({ softLabel: true, target: targetOf('openai') }, { said }), /as trl, trl-text/);
    await assert.rejects(exported({ softLabel: true }), /need an audit/);
    await assert.rejects(exported({ margin: 'preference-strength' }, { said }), /for reward models only/);
  });

  it('leaves nothing behind where it fails, and never writes over the dataset', async () => {
    const before = readdirSync(folder.path);
    await assert.rejects(exported({ filter: { ...everything, passing: new Set() } }), /no comparison to write/);
    await assert.rejects(exported({ split: { testShare: 0.01, seed: 0 } }), /larger test share/);
    assert.deepEqual(
      readdirSync(folder.path).filter(name => name.startsWith('out')),
      before.filter(name => name.startsWith('out')),
    );
    const dataset = await opened(folder.write('x.train.jsonl', `${lines.join('\n')}\n`));
    try {
      const rows = await dataset.read(0, 99);
      const source = { dataset, rows, decisions: new Map<number, Decision>(), audit: null };
      const choice = { target: targetOf('trl'), filter: everything, split: { testShare: 0.2, seed: 0 }, card: null };
      await assert.rejects(
        exportForTraining(source, choice, join(folder.path, 'x.jsonl')),
        /belongs to the dataset itself/,
      );
    } finally {
      await dataset.close();
    }
  });
});
