import { join } from 'node:path';
import { remaining } from '../../audit/remaining.ts';
import { storeVoted } from '../../audit/votedStore.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { staysHere } from '../../llm/endpoint.ts';
import { readyOver } from '../../llm/openModel.ts';
import { openScorer } from '../../llm/score/openScorer.ts';
import { scoringModel } from '../../llm/score/scoringModel.ts';
import type { TemplateName } from '../../llm/score/template.ts';
import { followUpAgreement } from '../../principles/followUps/followUpAgreement.ts';
import {
  estimateFollowUps,
  type FollowUpMargins,
  followUpMargins,
} from '../../principles/followUps/followUpMargins.ts';
import { labelsOf } from '../../reward/ensemble.ts';
import { readFile } from '../cliFile.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { agrees } from '../llm/agrees.ts';
import { type ChosenModel, chooseModel } from '../llm/chooseModel.ts';
import { endedEarly } from '../llm/endedEarly.ts';
import { type LlmChoice, llmChoice, llmOptions } from '../llm/llmOptions.ts';
import { templateOf } from '../llm/templateOf.ts';
import { estimateText, spendingText } from '../output/estimateText.ts';
import { followUpsText } from '../output/followUpsText.ts';
import { count } from '../output/numbers.ts';
import { commonOptions, onlyFile, parseCommand } from '../parseCommand.ts';
import { followUpsOf } from '../runAudit.ts';
import { storageFolder } from '../storage.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens followups` knows. */
export const followUpsOptions = {
  ...commonOptions,
  ...llmOptions,
  template: { type: 'string', default: 'plain' },
  json: { type: 'boolean' },
} as const;

const usualTimeout = 300_000;

/** `pairlens followups FILE`. */
export async function followUpsCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('followups', args, followUpsOptions);
  const path = onlyFile('followups', positionals);
  const template = templateOf(values.template);
  const choice = llmChoice(values, process.env);
  if (choice === null) throw new UsageError('Name the server of a causal language model, with --llm.');
  const chosen = await chooseModel(choice, terminal.signal);
  const file = await readFile(path, values, terminal);
  try {
    const comparisons = remaining(file.rows, file.decisions);
    if (comparisons.length === 0) throw new UsageError(`${path} holds no comparison to judge.`);
    const asked = await askFollowUps(comparisons, template, choice, chosen, terminal);
    if (asked === 'stopped') return exitCode.interrupted;
    if (asked === 'declined') return exitCode.ok;
    const { made, spent } = asked;
    await storeVoted(followUpsOf(file), comparisons, { principles: [], judge: made.margins, model: chosen.model });
    terminal.note(`Kept for ${path}: the next pairlens audit has it as the member follow-ups. ${spent}`);
    const agreement = followUpAgreement(made, labelsOf(comparisons));
    const more = { model: chosen.model, template, lost: comparisons.length - agreement.judged };
    terminal.out(
      values.json === true ? JSON.stringify({ ...agreement, ...more }) : followUpsText(agreement, more, terminal.style),
    );
    return exitCode.ok;
  } finally {
    await file.dataset.close();
  }
}

/** @throws LlmError where the server gives no log-probabilities of given text, or no answers, or the budget is spent */
async function askFollowUps(
  comparisons: readonly Comparison[],
  template: TemplateName,
  choice: LlmChoice,
  { endpoint, model }: ChosenModel,
  terminal: Terminal,
): Promise<{ readonly made: FollowUpMargins; readonly spent: string } | 'stopped' | 'declined'> {
  const timeout = choice.timeout ?? usualTimeout;
  const { form } = await openScorer(endpoint, model, timeout, terminal.signal);
  const prices = choice.priced ? choice.prices : null;
  const { host } = endpoint.base;
  const goes = staysHere(endpoint)
    ? `${model} runs at ${host}, on this machine.`
    : `Prompts and responses of ${count(comparisons.length)} comparisons will be sent to ${host}.`;
  const estimate = estimateText({ 'follow-ups': estimateFollowUps(comparisons, template) }, prices);
  const about = `${estimate}\n${goes} It is asked for log-probabilities by ${form}, of conversations written as ${template}. Answers kept from before cost nothing.`;
  if (!(await agrees(about, choice.agreed, terminal))) return 'declined';
  const ready = await readyOver(scoringModel(endpoint, model, form, timeout), {
    folder: choice.keep ? join(storageFolder(process.env, process.platform), 'answers') : null,
    limits: choice.limits,
    budget: choice.budget,
    prices: choice.prices,
  });
  const words = (): string => spendingText(ready.spent(), ready.reused(), prices);
  try {
    const made = await followUpMargins(ready.model, comparisons, template, {
      atOnce: 2 * choice.limits.concurrency,
      signal: terminal.signal,
      onProgress: share => terminal.progress.show({ stage: `Asking ${model}`, share }),
    });
    terminal.progress.clear();
    return { made, spent: words() };
  } catch (error) {
    return await endedEarly(error, { model: ready, keep: choice.keep, words }, terminal);
  } finally {
    await ready.close(0);
  }
}
