import { remaining } from '../../audit/remaining.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { chosenSide, textOf } from '../../dataset/comparison.ts';
import { staysHere } from '../../llm/endpoint.ts';
import { LlmError } from '../../llm/llmError.ts';
import { openScorer } from '../../llm/score/openScorer.ts';
import { type ResponseLogp, responseLogp } from '../../llm/score/responseLogp.ts';
import type { TextScore } from '../../llm/score/scoreText.ts';
import { rendered } from '../../llm/score/template.ts';
import { learnability, type ReferenceSays } from '../../reward/degree/learnability.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { chooseModel } from '../llm/chooseModel.ts';
import { confirm } from '../llm/confirm.ts';
import { llmChoice } from '../llm/llmOptions.ts';
import { templateOf } from '../llm/templateOf.ts';
import { outOption } from '../outOption.ts';
import { learnabilityText } from '../output/learnabilityText.ts';
import { count } from '../output/numbers.ts';
import { commonOptions, onlyFile, parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens learnability` knows. */
export const learnabilityOptions = {
  ...commonOptions,
  llm: { type: 'string' },
  model: { type: 'string' },
  'key-env': { type: 'string' },
  template: { type: 'string', default: 'plain' },
  concurrency: { type: 'string' },
  timeout: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  out: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
} as const;

const usualTimeout = 120_000;

/** `pairlens learnability FILE`. */
export async function learnabilityCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('learnability', args, learnabilityOptions);
  const path = onlyFile('learnability', positionals);
  const template = templateOf(values.template);
  const out = values.out === undefined ? null : await outOption(values.out, path, 'pairlens learnability FILE -o OUT');
  const choice = llmChoice({ ...values, json: undefined } as Parameters<typeof llmChoice>[0], process.env);
  if (choice === null) {
    throw new UsageError(
      'Name the server of a causal language model, with --llm. Where records hold ref_logps_a and ref_logps_b already, pairlens audit finds what is hard.',
    );
  }
  const chosen = await chooseModel(choice, terminal.signal);
  const file = await readFile(path, values, terminal);
  try {
    const labelled = remaining(file.rows, file.decisions).filter(({ label }) => chosenSide(label) !== null);
    if (labelled.length === 0) throw new UsageError(`${path} has no label that prefers a response.`);
    if (out !== null) refuseNoRecords(path, file.dataset.container.kind, labelled);
    const { host } = chosen.endpoint.base;
    const goes = staysHere(chosen.endpoint)
      ? `${chosen.model} runs at ${host}, on this machine.`
      : `Prompts and responses of ${count(labelled.length)} comparisons will be sent to ${host}.`;
    const scorer = await openScorer(chosen.endpoint, chosen.model, choice.timeout ?? usualTimeout, terminal.signal);
    const about = `${goes} It is asked for log-probabilities by ${scorer.form}, ${count(2 * labelled.length)} texts and their prompts, written as ${template}.`;
    if (choice.agreed) terminal.note(about);
    else {
      process.stderr.write(`${about}\n`);
      if (!(await confirm('Ask the model?', terminal))) {
        terminal.note('Nothing was asked.');
        return exitCode.ok;
      }
    }
    const said = new Map<number, { readonly a: ResponseLogp; readonly b: ResponseLogp }>();
    let [done, tooLong, empty] = [0, 0, 0];
    const prefixes = new Map<string, Promise<TextScore>>();
    await inParallel(labelled, choice.limits.concurrency, async ({ row, prompt, a, b }) => {
      const text = rendered(template, prompt);
      if (!prefixes.has(text.prefix)) prefixes.set(text.prefix, scorer.score(text.prefix));
      try {
        const prefix = await prefixes.get(text.prefix)!;
        const [ofA, ofB] = [
          responseLogp(prefix, await scorer.score(text.with(textOf(a.messages)))),
          responseLogp(prefix, await scorer.score(text.with(textOf(b.messages)))),
        ];
        if (ofA === null || ofB === null) empty++;
        else said.set(row, { a: ofA, b: ofB });
      } catch (error) {
        if (!(error instanceof LlmError) || error.trouble !== 'too-long') throw error;
        tooLong++;
      }
      terminal.progress.show({ stage: `Asking ${chosen.model}`, share: ++done / labelled.length });
    });
    terminal.progress.clear();
    const result = learnability(
      labelled.flatMap(({ row, line, label }): ReferenceSays[] => {
        const one = said.get(row);
        if (one === undefined) return [];
        return label === 'a' ? [{ line, chosen: one.a, rejected: one.b }] : [{ line, chosen: one.b, rejected: one.a }];
      }),
    );
    if (out !== null) {
      await atomicWrite(out, async handle => {
        for (const { row } of labelled) {
          const one = said.get(row);
          const record = (await file.dataset.readBytes(row)).toString('utf8').trim();
          const own = one === undefined ? record : withLogps(record, one.a.logp, one.b.logp);
          await handle.writeFile(`${own}\n`);
        }
      });
      terminal.note(`Wrote ${count(labelled.length)} records with ref_logps_a and ref_logps_b to ${out}.`);
    }
    const more = { model: chosen.model, template, tooLong, empty };
    terminal.out(
      values.json === true ? JSON.stringify({ ...result, ...more }) : learnabilityText(result, more, terminal.style),
    );
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}

/** @throws UsageError where records can't be given two fields more */
function refuseNoRecords(path: string, kind: string, comparisons: readonly { readonly line: number }[]): void {
  if (kind === 'separated')
    throw new UsageError(`-o adds fields to JSON records, and ${path} holds separated values: convert it first.`);
  if (new Set(comparisons.map(({ line }) => line)).size < comparisons.length && kind === 'lines')
    throw new UsageError(`-o: records of ${path} make several comparisons each: convert it first.`);
}

/** A JSON object with two members more at its end; all else stays byte for byte. */
function withLogps(record: string, a: number, b: number): string {
  const body = record.slice(0, -1).trimEnd();
  const comma = body.endsWith('{') ? '' : ',';
  return `${body}${comma}"ref_logps_a":${a.toFixed(4)},"ref_logps_b":${b.toFixed(4)}}`;
}

async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
