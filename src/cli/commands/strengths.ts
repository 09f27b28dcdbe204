import { remaining } from '../../audit/remaining.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { intransitivityOf } from '../../reward/intransitive/intransitivity.ts';
import { type GroupCircles, populationOf, withinGroups } from '../../reward/intransitive/withinGroups.ts';
import { columnGroups } from '../../reward/populations/columnGroups.ts';
import { NoSuchIds } from '../../reward/strength/idsBy.ts';
import { type StrengthFigures, strengthsOf } from '../../reward/strength/strengths.ts';
import { type LinkId, links } from '../../reward/strength/tieLinks.ts';
import { type CliFile, readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { chosenModels } from '../memberOptions.ts';
import { intransitivityText, withinText } from '../output/intransitivityText.ts';
import { strengthsText } from '../output/strengthsText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens strengths` knows. */
export const strengthsOptions = {
  ...commonOptions,
  of: { type: 'string' },
  model: { type: 'string' },
  interval: { type: 'string' },
  'both-bad-is-tie': { type: 'boolean' },
  intransitive: { type: 'boolean' },
  within: { type: 'string' },
  seed: { type: 'string', default: '0' },
  json: { type: 'boolean' },
} as const;

/** `pairlens strengths FILE`. */
export async function strengthsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('strengths', args, strengthsOptions);
  const path = onlyFile('strengths', positionals);
  const of = values.of ?? 'response_model';
  const model = oneOf('model', values.model, Object.keys(links) as LinkId[]);
  const interval = oneOf('interval', values.interval, ['bootstrap', 'information'] as const);
  const seed = wholeNumber('seed', values.seed, 0);
  if (values.within !== undefined && values.intransitive !== true)
    throw new UsageError('--within looks for circles inside groups: add --intransitive.');
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    const figures = named(() =>
      strengthsOf(comparisons, of, {
        ...(model !== undefined && { model }),
        ...(interval !== undefined && { interval }),
        bothBad: values['both-bad-is-tie'] === true,
        seed,
      }),
    );
    const circles = values.intransitive === true ? intransitivityOf(comparisons, of, seed) : null;
    const within =
      values.within === undefined ? null : await insideOf(values.within, file, comparisons, of, seed, terminal);
    if (values.json === true) {
      const more = { ...(circles && { intransitivity: circles }), ...(within && { within }) };
      terminal.out(JSON.stringify({ ...figures, ...more }));
    } else {
      terminal.out(strengthsText(figures, terminal.style));
      if (circles !== null) terminal.out(`\n${intransitivityText(circles, terminal.style)}`);
      if (circles !== null && within !== null) terminal.out(`\n${withinText(circles, within, terminal.style)}`);
    }
    return 0;
  } finally {
    await file.dataset.close();
  }
}

/** Most groups that circles are looked for in. */
const mostGroups = 20;

/** Circles inside populations of annotators, which need an audit, or inside the values of a column. @throws UsageError */
async function insideOf(
  what: string,
  file: CliFile,
  comparisons: readonly Comparison[],
  of: string,
  seed: number,
  terminal: Terminal,
): Promise<GroupCircles[]> {
  if (what === 'populations') {
    const audit = await sameAudit(file, seed, await chosenModels({}), terminal);
    const populations = audit.figures.annotation?.populations;
    const member = populations === undefined ? new Map<string, string>() : populationOf(populations);
    if (populations?.known !== true || member.size === 0) {
      const why = populations?.known === false ? ` ${populations.why}` : '';
      throw new UsageError(`--within populations: fewer than two populations of annotators were found.${why}`);
    }
    const names = populations.populations.map(({ name }) => name);
    return withinGroups(comparisons, names, annotator => [member.get(annotator ?? '') ?? ''], of, seed);
  }
  const { names, of: groups } = columnGroups(comparisons, what);
  if (names.length < 2)
    throw new UsageError(`--within ${JSON.stringify(what)}: no column of this name has two values or more.`);
  return withinGroups(
    comparisons,
    names.slice(0, mostGroups),
    (_, place) => groups[place]!.map(group => names[group]!),
    of,
    seed,
  );
}

function named(make: () => StrengthFigures): StrengthFigures {
  try {
    return make();
  } catch (error) {
    if (error instanceof NoSuchIds) throw new UsageError(error.message);
    throw error;
  }
}

function oneOf<T extends string>(option: string, value: string | undefined, known: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = known.find(one => one === value);
  if (found === undefined) {
    throw new UsageError(`--${option} ${JSON.stringify(value)}: there are ${known.join(', ')}.`);
  }
  return found;
}
