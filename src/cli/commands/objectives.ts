import { remaining } from '../../audit/remaining.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { labelsOf } from '../../reward/ensemble.ts';
import { type Dialled, dial, NoSuchObjective, parseWeights } from '../../reward/objectives/dial.ts';
import { objectiveColumns } from '../../reward/objectives/objectiveColumns.ts';
import { objectivesFigures } from '../../reward/objectives/objectivesFigures.ts';
import { readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { outOption } from '../outOption.ts';
import { count } from '../output/numbers.ts';
import { objectivesText } from '../output/objectivesText.ts';
import { share } from '../output/populationsText.ts';
import { commonOptions, onlyFile, parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens objectives` knows. */
export const objectivesOptions = {
  ...commonOptions,
  objectives: { type: 'string' },
  out: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const;

/** `pairlens objectives FILE`. */
export async function objectivesCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('objectives', args, objectivesOptions);
  const path = onlyFile('objectives', positionals);
  const weights = values.objectives === undefined ? null : weightsOf(values.objectives);
  if (weights === null && values.out !== undefined) {
    throw new UsageError('-o writes comparisons judged in a direction: add --objectives NAME=WEIGHT,...');
  }
  const out = values.out === undefined ? null : await outOption(values.out, path, 'pairlens objectives FILE -o OUT');
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    const labels = labelsOf(comparisons);
    const figures = objectivesFigures(comparisons, labels);
    if (figures === null) {
      throw new UsageError(
        `${path} has fewer than two objectives: pairs of numeric fields such as helpful_a and helpful_b, or labels under a few names (docs/methods.md).`,
      );
    }
    const turned = weights === null ? null : named(() => dial(objectiveColumns(comparisons), weights, labels));
    if (out !== null && turned !== null) await write(out, comparisons, turned);
    if (values.json === true) {
      const direction =
        turned === null
          ? {}
          : { direction: { weights: Object.fromEntries(weights!), scale: turned.scale, agrees: turned.agrees } };
      terminal.out(JSON.stringify({ ...figures, ...direction }));
      return 0;
    }
    terminal.out(objectivesText(figures, terminal.style));
    if (turned !== null) {
      const judged = turned.margins.filter(margin => Math.abs(margin) > 0).length;
      const agrees = turned.agrees === null ? 'no label can be compared' : `labels agree in ${share(turned.agrees)}`;
      terminal.out(`\nIn the direction ${values.objectives}: ${count(judged)} comparisons are judged; ${agrees}.`);
    }
    return 0;
  } finally {
    await file.dataset.close();
  }
}

function weightsOf(text: string): Map<string, number> {
  const weights = parseWeights(text);
  if (weights !== null) return weights;
  throw new UsageError(
    `--objectives ${JSON.stringify(text)}: write NAME=WEIGHT,... with a weight that is not 0, as helpful=0.7,safe=0.3.`,
  );
}

function named(make: () => Dialled): Dialled {
  try {
    return make();
  } catch (error) {
    if (error instanceof NoSuchObjective) throw new UsageError(`--objectives: ${error.message}`);
    throw error;
  }
}

/** A line per comparison that the direction judges, the surest first. */
async function write(out: string, comparisons: readonly Comparison[], { margins, p }: Dialled): Promise<void> {
  const order = [...margins.keys()]
    .filter(i => !Number.isNaN(margins[i]!))
    .sort((i, j) => Math.abs(margins[j]!) - Math.abs(margins[i]!));
  const lines = order.map(i => {
    const { row, line, key, label } = comparisons[i]!;
    const margin = margins[i]!;
    const preferred = margin === 0 ? 'tie' : margin > 0 ? 'a' : 'b';
    return JSON.stringify({ row, line, key, label, margin, p: p[i]!, preferred });
  });
  await atomicWrite(out, async handle => {
    await handle.writeFile(lines.map(line => `${line}\n`).join(''));
  });
}
