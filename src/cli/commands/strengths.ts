import { remaining } from '../../audit/remaining.ts';
import { intransitivityOf } from '../../reward/intransitive/intransitivity.ts';
import { NoSuchIds } from '../../reward/strength/idsBy.ts';
import { type StrengthFigures, strengthsOf } from '../../reward/strength/strengths.ts';
import { type LinkId, links } from '../../reward/strength/tieLinks.ts';
import { readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { intransitivityText } from '../output/intransitivityText.ts';
import { strengthsText } from '../output/strengthsText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens strengths` knows. */
export const strengthsOptions = {
  ...commonOptions,
  of: { type: 'string' },
  model: { type: 'string' },
  interval: { type: 'string' },
  'both-bad-is-tie': { type: 'boolean' },
  intransitive: { type: 'boolean' },
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
    if (values.json === true) {
      terminal.out(JSON.stringify(circles === null ? figures : { ...figures, intransitivity: circles }));
    } else {
      terminal.out(strengthsText(figures, terminal.style));
      if (circles !== null) terminal.out(`\n${intransitivityText(circles, terminal.style)}`);
    }
    return 0;
  } finally {
    await file.dataset.close();
  }
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
