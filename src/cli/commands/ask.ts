import { remaining } from '../../audit/remaining.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { textOf } from '../../dataset/comparison.ts';
import { type AskedRow, askLines, labelledAtRandom } from '../../reward/asking/askLine.ts';
import { askPlan } from '../../reward/asking/askPlan.ts';
import { minutesOf, wordCount } from '../../reward/asking/effort.ts';
import { flipRateError } from '../../reward/asking/standardError.ts';
import { readFile } from '../cliFile.ts';
import { UsageError } from '../exitCode.ts';
import { chosenModels, memberOptions } from '../memberOptions.ts';
import { outOption } from '../outOption.ts';
import { askText } from '../output/askText.ts';
import { commonOptions, onlyFile, parseCommand, wholeNumber } from '../parseCommand.ts';
import { sameAudit } from '../runAudit.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens ask` knows. */
export const askOptions = {
  ...commonOptions,
  ...memberOptions,
  budget: { type: 'string', default: '100' },
  annotators: { type: 'string', default: '1' },
  overlap: { type: 'string' },
  random: { type: 'string' },
  out: { type: 'string', short: 'o' },
  seed: { type: 'string', default: '0' },
  json: { type: 'boolean' },
} as const;

/** `pairlens ask FILE`. */
export async function askCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('ask', args, askOptions);
  const path = onlyFile('ask', positionals);
  const seed = wholeNumber('seed', values.seed, 0);
  const wanted = {
    budget: wholeNumber('budget', values.budget, 1),
    annotators: wholeNumber('annotators', values.annotators, 1),
    overlap: share('overlap', values.overlap ?? '0.1'),
    random: share('random', values.random ?? '0.1'),
    seed,
  };
  const out = values.out === undefined ? null : await outOption(values.out, path, 'pairlens ask FILE -o PLAN');
  const models = await chosenModels(values);
  const file = await readFile(path, values, terminal);
  try {
    const audit = await sameAudit(file, seed, models, terminal);
    const worth = new Map(audit.rows.map(({ row, askValue }) => [row, askValue ?? Number.NaN]));
    const decided = new Set(
      file.rows.flatMap(row => {
        const verdict = file.decisions.get(row.row)?.verdict ?? null;
        return row.kind === 'malformed' || verdict === null ? [] : [row.comparison.key];
      }),
    );
    const open = remaining(file.rows, file.decisions).filter(({ key }) => {
      // The same prompt and responses in several rows are one question.
      const first = !decided.has(key);
      decided.add(key);
      return first;
    });
    const byRow = new Map(open.map(comparison => [comparison.row, comparison]));
    const effort = (row: number): number => {
      const { prompt, a, b } = byRow.get(row)!;
      return minutesOf(wordCount(textOf(prompt)) + wordCount(textOf(a.messages)) + wordCount(textOf(b.messages)));
    };
    const pool = open.map(({ row, prompt }) => ({ row, prompt: textOf(prompt), value: worth.get(row)! }));
    const plan = askPlan(pool, effort, wanted);
    const rows = new Map(
      open.map(({ row, line, key, label }): [number, AskedRow] => [
        row,
        { line, key, label, value: worth.get(row)!, minutes: effort(row) },
      ]),
    );
    const lines = askLines(plan, rows);
    const { figures } = audit;
    const error = flipRateError(figures.review.random, labelledAtRandom(plan, rows), figures.labelled);
    if (out !== null) {
      await atomicWrite(out, handle => handle.writeFile(lines.map(line => `${JSON.stringify(line)}\n`).join('')));
      terminal.note(`Wrote ${lines.length} comparisons to ${out}.`);
    }
    if (values.json === true) {
      const { asked: _, ...counts } = plan;
      terminal.out(JSON.stringify({ ...counts, flip_rate: error, plan: lines }));
    } else {
      const prompts = new Map(lines.map((line, at) => [line, textOf(byRow.get(plan.asked[at]!.row)!.prompt)]));
      terminal.out(askText(plan, lines, error, line => prompts.get(line)!, terminal.style));
    }
    return 0;
  } finally {
    await file.dataset.close();
  }
}

function share(option: string, text: string): number {
  const value = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new UsageError(`--${option} ${JSON.stringify(text)}: write a share from 0 to 1, or 0% to 100%.`);
  }
  return value;
}
