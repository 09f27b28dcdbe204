import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { comparedDataset } from '../../audit/comparedDataset.ts';
import { remaining } from '../../audit/remaining.ts';
import { loadVoted } from '../../audit/votedStore.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { compareDatasets } from '../../principles/compare/compareDatasets.ts';
import { comparisonJson } from '../../principles/compare/comparisonJson.ts';
import { comparisonMarkdown } from '../../principles/compare/comparisonMarkdown.ts';
import type { ComparedDataset } from '../../principles/compare/crossReconstruction.ts';
import { type FileOptions, readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { compareText } from '../output/compareText.ts';
import { commonOptions, parseCommand, wholeNumber } from '../parseCommand.ts';
import { votesOf } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens compare` knows. */
export const compareOptions = {
  ...commonOptions,
  out: { type: 'string', short: 'o' },
  markdown: { type: 'boolean' },
  json: { type: 'boolean' },
  seed: { type: 'string', default: '0' },
} as const;

/** `pairlens compare A B`. */
export async function compareCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('compare', args, compareOptions);
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined || more.length > 0)
    throw new UsageError('Name two files: pairlens compare A B. See: pairlens compare --help');
  if (values.json === true && values.markdown === true) throw new UsageError('Choose one: --json or --markdown.');
  const seed = wholeNumber('seed', values.seed, 0);
  const { out } = values;
  if (out !== undefined) await refuse(out, [first, second]);
  const [nameOne, nameOther] = namesOf(first, second);
  const one = await read(first, nameOne, 0, seed, values, terminal);
  const other = await read(second, nameOther, 1, seed, values, terminal);
  terminal.progress.clear();
  const compared = compareDatasets(one, other, seed);
  const markdown = (): string => comparisonMarkdown(compared, one, other);
  if (out !== undefined) {
    await atomicWrite(out, handle => handle.writeFile(markdown()));
    terminal.note(`Wrote ${out}.`);
  }
  if (values.json === true) terminal.out(JSON.stringify(comparisonJson(compared, one, other)));
  else if (values.markdown === true) terminal.out(markdown().trimEnd());
  else terminal.out(compareText(compared, one, other, terminal));
  return exitCode.ok;
}

async function read(
  path: string,
  name: string,
  which: 0 | 1,
  seed: number,
  values: FileOptions,
  terminal: Terminal,
): Promise<ComparedDataset> {
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    const kept = await loadVoted(votesOf(file), comparisons);
    return await comparedDataset(name, comparisons, kept, {
      seed,
      signal: terminal.signal,
      onProgress: share => terminal.progress.show({ stage: `Principles of ${name}`, share: (which + share) / 2 }),
    });
  } finally {
    await file.dataset.close();
  }
}

/** Names of the files, or their paths where the names are the same. */
function namesOf(one: string, other: string): [string, string] {
  return basename(one) === basename(other) ? [one, other] : [basename(one), basename(other)];
}

async function refuse(out: string, files: readonly string[]): Promise<void> {
  if (files.some(file => resolve(file) === resolve(out)))
    throw new UsageError(`-o ${out} is one of the files compared.`);
  if ((await stat(out).catch(() => null))?.isDirectory())
    throw new UsageError(`-o ${out} is a folder. Name a file to write.`);
}
