import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { targets } from '../../src/dataset/targets.ts';
import { writeTarget } from '../../src/dataset/writeTarget.ts';
import { exportForTraining } from '../../src/export/exportForTraining.ts';
import { type InteropPython, interopPython } from '../support/interopPython.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { fixture, opened } from '../unit/dataset/openFixture.ts';
import { askLoader } from './askLoader.ts';
import { essence, loaderCases, type Turns, wantedFor } from './loaderCases.ts';
import { someComparisons } from './someComparisons.ts';

const extensions = { lines: 'jsonl', csv: 'csv', 'annotated-pairs': 'json' } as const;

describe('what is written, read by the code of the trainers', function () {
  this.timeout(300_000);
  let folder: TemporaryFolder;
  let python: InteropPython;
  let comparisons: readonly Comparison[];

  before(async function () {
    const found = interopPython();
    if (found === null) this.skip();
    python = found;
    folder = temporaryFolder();
    comparisons = await someComparisons(join(folder.path, 'storage'));
  });
  after(() => folder?.remove());

  for (const one of loaderCases) {
    const { target: id, loader, options, trimmed } = one;
    it(`${id}: every record is what it was, to ${loader.replaceAll('_', ' ')}`, async () => {
      const target = targets.find(other => other.id === id)!;
      const wanted = wantedFor(one, target, comparisons);
      const path = join(folder.path, `${id}-${loader}.${extensions[target.container]}`);
      const { comparisons: written } = await writeTarget(wanted, target, path);
      assert.equal(written, wanted.length);
      assert.ok(written >= 20, `only ${written} comparisons have this shape`);
      const answer = askLoader(python, { loader, path, options });
      const edges = (turns: Turns): Turns => (trimmed ? turns.map(([role, text]) => [role, text.trim()]) : turns);
      const given = answer.rows.map(sides => sides.map(edges));
      const expected = wanted.map(comparison => essence(comparison).map(edges));
      const sorted = (rows: readonly unknown[]): string[] => rows.map(row => JSON.stringify(row)).toSorted();
      assert.deepEqual(sorted(given), sorted(expected));
    });
  }

  it('a folder with its data card is a dataset of the two splits, to datasets', async () => {
    const dataset = await opened(fixture('trl-conversational.jsonl'));
    const rows = await dataset.read(0, 99);
    const place = join(folder.path, 'card');
    mkdirSync(place);
    const result = await exportForTraining(
      { dataset, rows, decisions: new Map(), audit: null },
      {
        target: targets.find(({ id }) => id === 'trl')!,
        filter: { drop: [], keep: [], passing: null },
        split: { testShare: 0.5, seed: 0 },
        card: { licence: 'MIT', condition: null, version: '0', at: '2026-01-02' },
      },
      join(place, 'out.jsonl'),
    );
    await dataset.close();
    renameSync(result.card!, join(place, 'README.md'));
    const read = askLoader(python, { loader: 'folder', path: place }).rows.map(([[found]]) => found![0]);
    for (const { part, records } of result.files) {
      assert.ok(records > 0);
      assert.equal(read.filter(name => name === part).length, records, part);
    }
  });

  for (const target of targets.filter(({ container }) => container === 'lines')) {
    it(`${target.id}: datasets reads every record, and the same columns in each`, async () => {
      const wanted = target.listwise ? comparisons : comparisons.filter(one => !('refused' in target.make([one])));
      const path = join(folder.path, `${target.id}-datasets.jsonl`);
      const { written } = await writeTarget(wanted, target, path);
      const answer = askLoader(python, { loader: 'datasets', path });
      assert.equal(answer.rows.length, written);
      assert.equal(readFileSync(path, 'utf8').trim().split('\n').length, written);
    });
  }
});
