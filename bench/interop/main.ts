import { join } from 'node:path';
import { targets } from '../../src/dataset/targets.ts';
import { writeTarget } from '../../src/dataset/writeTarget.ts';
import { askLoader } from '../../test/interop/askLoader.ts';
import { essence, loaderCases, type Turns, wantedFor } from '../../test/interop/loaderCases.ts';
import { someComparisons } from '../../test/interop/someComparisons.ts';
import { fetchInterop, interopPython } from '../../test/support/interopPython.ts';
import { temporaryFolder } from '../../test/support/temporaryFolder.ts';
import { noTraining } from '../../test/support/trainingPython.ts';
import { exportedFor } from '../../test/training/exportedFor.ts';
import { trainingStep } from '../../test/training/trainingStep.ts';

const extensions = { lines: 'jsonl', csv: 'csv', 'annotated-pairs': 'json' } as const;

/** Exports, read by the loading code of trainers and tools: a row for each format and loader. */
async function main(): Promise<void> {
  const absent = fetchInterop();
  const python = interopPython();
  if (absent !== null || python === null) throw new Error(absent ?? 'The Python packages are not there.');
  const folder = temporaryFolder();
  try {
    const comparisons = await someComparisons(join(folder.path, 'storage'));
    console.log('| format | loader | version | records in | rows read | equal |\n|---|---|---|---|---|---|');
    const row = (...cells: (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`);
    for (const one of loaderCases) {
      const { target: id, loader, options, trimmed } = one;
      const target = targets.find(other => other.id === id)!;
      const wanted = wantedFor(one, target, comparisons);
      const path = join(folder.path, `${id}-${loader}.${extensions[target.container]}`);
      const { written } = await writeTarget(wanted, target, path);
      const { version, rows } = askLoader(python, { loader, path, options });
      const edges = (turns: Turns): Turns => (trimmed ? turns.map(([role, text]) => [role, text.trim()]) : turns);
      const sorted = (all: readonly (readonly Turns[])[]): string[] =>
        all.map(sides => JSON.stringify(sides.map(edges))).toSorted();
      const [given, expected] = [sorted(rows), sorted(wanted.map(essence))];
      const equal = given.filter((text, i) => text === expected[i]).length;
      row(id, loader.replaceAll('_', ' '), version, written, rows.length, `${equal} of ${wanted.length}`);
    }
    for (const target of targets.filter(({ container }) => container === 'lines')) {
      const path = join(folder.path, `${target.id}-datasets.jsonl`);
      const { written } = await writeTarget(comparisons, target, path);
      const { version, rows } = askLoader(python, { loader: 'datasets', path });
      row(target.id, 'datasets', version, written, rows.length, 'columns');
    }
    const untrained = noTraining();
    if (untrained !== null) return console.log(`\nNo training steps: ${untrained}.`);
    console.log('\n| format | trainer, one step | version | rows in | rows kept | loss |\n|---|---|---|---|---|---|');
    for (const [id, trainer] of [
      ['trl', 'DPO'],
      ['trl-text', 'DPO'],
      ['trl-unpaired', 'KTO'],
      ['margin', 'Reward'],
      ['trl-implicit', 'Reward'],
    ] as const) {
      const made = await exportedFor(id, folder);
      const step = trainingStep(trainer, made);
      const name = `${trainer}Trainer(${step.options})`;
      row(id, name, step.version, made.files[0]!.records, step.rows, step.loss.toFixed(4));
    }
  } finally {
    folder.remove();
  }
}

await main();
