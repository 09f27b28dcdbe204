import { remaining } from '../../audit/remaining.ts';
import { usualSettings } from '../../principles/model/settings.ts';
import type { Votes } from '../../principles/principle.ts';
import { valueBank, valueSentence } from '../../principles/values/valueBank.ts';
import { valuesOf } from '../../principles/values/valuesOf.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { askModel } from '../llm/askModel.ts';
import { chooseModel } from '../llm/chooseModel.ts';
import { llmChoice, llmOptions } from '../llm/llmOptions.ts';
import { valuesText } from '../output/valuesText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens values` knows. */
export const valuesOptions = {
  ...commonOptions,
  ...llmOptions,
  by: { type: 'string' },
  json: { type: 'boolean' },
  seed: { type: 'string', default: '0' },
} as const;

/** `pairlens values FILE`. */
export async function valuesCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('values', args, valuesOptions);
  const path = onlyFile('values', positionals);
  const seed = wholeNumber('seed', values.seed, 0);
  const choice = llmChoice(values, process.env);
  const chosen = choice === null ? null : await chooseModel(choice, terminal.signal);
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    const own = valueBank.map(valueSentence);
    // Nothing is proposed: the model votes on the bank's sentences only.
    const settings = { ...usualSettings, pairs: 0, groups: 0, candidates: own.length, judge: false };
    const run = { file, comparisons, seed, settings, own, suspect: new Set<number>(), encoder: null, store: false };
    const asked = choice === null || chosen === null ? null : await askModel(run, choice, chosen, terminal);
    if (asked === 'stopped') return exitCode.interrupted;
    if (asked === 'declined') return exitCode.ok;
    const voted = new Map((asked?.made.principles ?? []).map(({ principle, votes }) => [principle.text, votes]));
    const said = new Map<string, Votes>(
      valueBank.flatMap(value => {
        const votes = voted.get(valueSentence(value));
        return votes === undefined ? [] : [[value.id, votes] as const];
      }),
    );
    if (asked !== null && said.size === 0) {
      throw new UsageError(
        `${chosen!.model} can't vote: its answers can't be read, or it prefers the first response whatever it says. Without --llm values are voted on by cues.`,
      );
    }
    const result = await valuesOf(comparisons, {
      ...(values.by !== undefined && { by: values.by }),
      said,
      seed,
      signal: terminal.signal,
      onProgress: share => terminal.progress.show({ stage: 'Values', share }),
    });
    terminal.progress.clear();
    if (values.by !== undefined && result.groups.length === 1 && result.small === 0) {
      throw new UsageError(
        `--by ${JSON.stringify(values.by)}: no label has a value of it. There are annotator, source, and the records' own fields (docs/columns.md).`,
      );
    }
    if (asked !== null) terminal.note(asked.spent);
    terminal.out(values.json === true ? JSON.stringify(result) : valuesText(result, terminal));
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}
