import type { Target } from '../dataset/targets/target.ts';
import { targets } from '../dataset/targets.ts';
import { UsageError } from './exitCode.ts';
import { didYouMean } from './nearest.ts';

/** The format that `--to` names. @throws UsageError that lists the formats there are */
export function targetOf(text: string): Target {
  const target = targets.find(({ id }) => id === text);
  if (target) return target;
  const ids = targets.map(({ id }) => id);
  throw new UsageError(
    `--to: there is no format ${JSON.stringify(text)}.${didYouMean(text, ids)} Formats: ${ids.join(', ')}.`,
  );
}

/** Refuses a name that promises another layout than the format has. @throws UsageError */
export function refuseOtherName(target: Target, out: string): void {
  const wanted = { lines: '.jsonl', csv: '.csv', 'annotated-pairs': '.json' }[target.container];
  const named = /\.(jsonl|ndjson|json|csv|tsv|parquet|gz|zst)$/i.exec(out)?.[0].toLowerCase();
  if (named === undefined || named === wanted || (wanted === '.jsonl' && named === '.ndjson')) return;
  throw new UsageError(`${target.id} is written as ${wanted}: name OUT ${wanted}, not ${named}.`);
}
