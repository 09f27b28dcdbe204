import { decide } from '../audit/decide.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { DatasetError } from '../dataset/datasetError.ts';
import type { Target } from '../dataset/targets/target.ts';
import { targets } from '../dataset/targets.ts';
import { type Conversion, writeTarget } from '../dataset/writeTarget.ts';
import type { CliFile } from './cliFile.ts';
import { UsageError } from './exitCode.ts';
import type { Terminal } from './terminal.ts';

/** The format that `--to` names. @throws UsageError that lists the formats there are */
export function targetOf(text: string): Target {
  const target = targets.find(({ id }) => id === text);
  if (target) return target;
  throw new UsageError(
    `--to: there is no format ${JSON.stringify(text)}. Formats: ${targets.map(({ id }) => id).join(', ')}.`,
  );
}

/** Refuses a name that promises another layout than the format has. @throws UsageError */
export function refuseOtherName(target: Target, out: string): void {
  const wanted = { lines: '.jsonl', csv: '.csv', 'annotated-pairs': '.json' }[target.container];
  const named = /\.(jsonl|ndjson|json|csv|tsv|parquet|gz|zst)$/i.exec(out)?.[0].toLowerCase();
  if (named === undefined || named === wanted || (wanted === '.jsonl' && named === '.ndjson')) return;
  throw new UsageError(`${target.id} is written as ${wanted}: name OUT ${wanted}, not ${named}.`);
}

/**
 * Writes the rows of a file that are kept in another format, decisions applied, and says what was left out and lost.
 *
 * @throws DatasetError if no comparison can be written
 */
export async function writeAs(
  file: CliFile,
  target: Target,
  out: string,
  keep: (row: number) => boolean,
  terminal: Terminal,
): Promise<Conversion> {
  const comparisons: Comparison[] = [];
  let dropped = 0;
  let broken = 0;
  for (const row of file.rows) {
    if (!keep(row.row)) dropped++;
    else if (row.kind === 'malformed') broken++;
    else {
      const decided = decide(row.comparison, file.decisions.get(row.row));
      if (decided === null) dropped++;
      else comparisons.push(decided);
    }
  }
  terminal.progress.show({ stage: 'Writing', share: 0.5 });
  const result = await writeTarget(comparisons, target, out, terminal.signal);
  terminal.progress.clear();
  const reasons = [...result.refused].map(([why, n]) => `${n} (${why})`);
  if (result.written === 0) {
    const problem =
      reasons.length > 0
        ? `no comparison can be written as ${target.id}: ${reasons.join('; ')}`
        : 'there is no comparison to write';
    throw new DatasetError(
      'not-writable',
      file.dataset.path,
      problem,
      'Choose another format, or keep other comparisons',
    );
  }
  terminal.out(
    `${out}: ${counted(result.written, 'record')} of ${counted(result.comparisons, 'comparison')} written as ${target.id}.`,
  );
  if (reasons.length > 0) terminal.note(`Left out: ${reasons.join('; ')}.`);
  if (dropped > 0)
    terminal.note(`Left out: ${counted(dropped, 'comparison')} that the options or the review file drop.`);
  if (broken > 0)
    terminal.note(`Left out: ${counted(broken, 'row')} that hold no comparison (pairlens audit says why).`);
  const lost = [...result.lost].map(([what, n]) => `${what} (${n})`);
  if (lost.length > 0) terminal.note(`Not held by ${target.id}: ${lost.join(', ')}.`);
  return result;
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
