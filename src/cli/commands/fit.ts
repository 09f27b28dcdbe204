import { stat } from 'node:fs/promises';
import { writeEnsemble } from '../../audit/fitted/ensembleFolder.ts';
import { remaining, reviewsOf } from '../../audit/remaining.ts';
import { fitSample } from '../../audit/streamed/sampleFit.ts';
import { columnMember, columnMembers } from '../../reward/columns/columnMembers.ts';
import { fittableMembers } from '../../reward/fitted/fitEnsemble.ts';
import { readFile, readingShare } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';
import { programVersion } from '../version.ts';

/** What the parser of `pairlens fit` knows. */
export const fitOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  format: { type: 'string', short: 'f' },
  map: { type: 'string', short: 'm' },
  'ignore-review': { type: 'boolean' },
  out: { type: 'string', short: 'o' },
  seed: { type: 'string', default: '0' },
  without: { type: 'string' },
} as const;

/** `pairlens fit SAMPLE -o FOLDER`. */
export async function fitCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('fit', args, fitOptions);
  const path = onlyFile('fit', positionals);
  const seed = wholeNumber('seed', values.seed, 0);
  const without = membersWithout(values.without);
  const { out } = values;
  if (out === undefined) throw new UsageError('Say where to write the ensemble: pairlens fit SAMPLE -o FOLDER');
  if ((await stat(out).catch(() => null)) !== null) {
    throw new UsageError(`--out ${out}: there is something of this name already. Name a folder that is not there yet.`);
  }
  const file = await readFile(path, values, terminal);
  try {
    const { format, map } = file.dataset.choice;
    if (format.rows !== undefined || format.gather !== undefined) {
      throw new UsageError(
        `${format.name}: a record makes several comparisons, and a line of scores belongs to one. Make pairs first: pairlens convert ${path} -o pairs.jsonl --to openai`,
      );
    }
    const comparisons = remaining(file.rows, file.decisions);
    const { basis, figures, principles } = await fitSample(comparisons, {
      seed,
      votes: null,
      members: [...fittableMembers, ...columnMembers(comparisons)].filter(({ id }) => !without.includes(id)),
      reviews: reviewsOf(file.rows, file.decisions),
      signal: terminal.signal,
      onProgress: share =>
        terminal.progress.show({ stage: 'Fitting', share: readingShare + (1 - readingShare) * share }),
    });
    terminal.signal.throwIfAborted();
    if (!figures.members.some(({ used }) => used)) {
      const why = figures.members.map(({ name, why: reason }) => `  ${name}: ${reason}`);
      throw new UsageError(`No member can judge by ${path}, so there is no ensemble to keep:\n${why.join('\n')}`);
    }
    await writeEnsemble(
      {
        ensemble: basis.ensemble,
        principles: basis.principles,
        habits: basis.habits,
        format: format.id,
        map,
        version: programVersion(),
      },
      { figures, principles },
      out,
    );
    const accuracy = figures.accuracy === null ? 'unknown' : `${(100 * figures.accuracy.value).toFixed(1)} %`;
    terminal.out(`Fitted on ${comparisons.length} comparisons of ${path}: out-of-fold accuracy ${accuracy}.`);
    for (const { name, used, why } of figures.members) terminal.out(`  ${used ? 'in ' : 'out'}  ${name}${note(why)}`);
    terminal.out(`Wrote ${out}. Score comparisons with: pairlens score ${out} < comparisons.jsonl > scores.jsonl`);
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}

function membersWithout(text: string | undefined): string[] {
  const named = (text ?? '').split(',').flatMap(part => part.trim() || []);
  const known = fittableMembers.map(({ id }) => id);
  const unknown = named.filter(id => !known.includes(id) && !id.startsWith(columnMember));
  if (unknown.length > 0) {
    const members = [...known, `${columnMember}NAME`].join(', ');
    throw new UsageError(`--without: there is no member ${unknown.join(', ')}. Members: ${members}.`);
  }
  return named;
}

function note(why: string): string {
  return why === '' ? '' : `: ${why}`;
}
