import { join } from 'node:path';
import { keptNonce } from '../../audit/keptNonce.ts';
import { storeVoted } from '../../audit/votedStore.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import { staysHere } from '../../llm/endpoint.ts';
import { type OpenedModel, openModel } from '../../llm/openModel.ts';
import { estimateRun } from '../../principles/model/estimateRun.ts';
import { fitContext } from '../../principles/model/fitContext.ts';
import type { SentenceEncoder } from '../../principles/model/joinAlike.ts';
import { type ModelPrinciples, modelPrinciples } from '../../principles/model/modelPrinciples.ts';
import type { ModelSettings } from '../../principles/model/settings.ts';
import type { CliFile } from '../cliFile.ts';
import { estimateText, spendingText } from '../output/estimateText.ts';
import { count } from '../output/numbers.ts';
import { votesOf } from '../runAudit.ts';
import { storageFolder } from '../storage.ts';
import type { Terminal } from '../terminal.ts';
import { agrees } from './agrees.ts';
import type { ChosenModel } from './chooseModel.ts';
import { endedEarly, lastAnswers } from './endedEarly.ts';
import type { LlmChoice } from './llmOptions.ts';

/** What a model is asked about. */
export interface Run {
  readonly file: CliFile;
  readonly comparisons: readonly Comparison[];
  readonly seed: number;
  readonly settings: ModelSettings;
  readonly own: readonly string[];
  readonly suspect: ReadonlySet<number>;
  /** Tells which proposals say the same; null: words do. */
  readonly encoder: SentenceEncoder | null;
  /** False: what the model says is not kept for later audits (default: it is). */
  readonly store?: boolean;
}

/** What came of it. */
export interface Asked {
  readonly made: ModelPrinciples;
  /** What was spent, in words. */
  readonly spent: string;
}

/**
 * Shows an estimate, asks for leave, and asks the model. A run that is stopped waits for the answers under way and says how
 * to go on.
 *
 * @throws LlmError where the server gives no answers or the budget is spent, UsageError where nobody can be asked for leave
 */
export async function askModel(
  run: Run,
  choice: LlmChoice,
  chosen: ChosenModel,
  terminal: Terminal,
): Promise<Asked | 'stopped' | 'declined'> {
  const { comparisons, own, seed, suspect } = run;
  const settings = fitContext(run.settings, chosen.context);
  const storage = storageFolder(process.env, process.platform);
  const prices = choice.priced ? choice.prices : null;
  terminal.progress.show({ stage: `Asking what ${chosen.model} can do`, share: 0 });
  const opened = await openModel(
    {
      ...chosen,
      folder: choice.keep ? join(storage, 'answers') : null,
      limits: choice.limits,
      budget: choice.budget,
      prices: choice.prices,
      ...(choice.timeout === null ? {} : { timeout: choice.timeout }),
    },
    terminal.signal,
  );
  terminal.progress.clear();
  const words = (): string => spendingText(opened.spent(), opened.reused(), prices);
  try {
    const stages = estimateRun(comparisons, opened.model.abilities, settings, own.length);
    const about = `${estimateText(stages, prices)}\n${aboutRun(run, choice, chosen, opened)}`;
    if (!(await agrees(about, choice.agreed, terminal))) return 'declined';
    const made = await modelPrinciples(opened.model, comparisons, {
      seed,
      nonce: await keptNonce(storage),
      settings,
      suspect,
      own,
      encoder: run.encoder,
      atOnce: 2 * choice.limits.concurrency,
      signal: terminal.signal,
      onProgress: (stage, share) => terminal.progress.show({ stage: stageText(stage, opened), share }),
    });
    if (run.store !== false) await storeVoted(votesOf(run.file), comparisons, { ...made, model: chosen.model });
    const { short } = opened.gauge;
    if (short > 0) {
      const sign = `Of ${count(short)} long questions, the server counted less than half of the tokens to be expected`;
      terminal.note(`${sign}: it may cut texts in silence. Give it more context (Ollama: OLLAMA_CONTEXT_LENGTH).`);
    }
    return { made, spent: words() };
  } catch (error) {
    return await endedEarly(error, { model: opened, keep: choice.keep, words }, terminal);
  } finally {
    await opened.close(terminal.signal.aborted ? lastAnswers : 0);
  }
}

function stageText(stage: string, opened: OpenedModel): string {
  if (process.stderr.isTTY !== true) return stage;
  const { calls, input, output } = opened.spent();
  return `${stage}: ${count(calls)} questions, ${count(input + output)} tokens`;
}

/** What leaves the machine, and what the estimate rests on. */
function aboutRun({ comparisons }: Run, choice: LlmChoice, chosen: ChosenModel, opened: OpenedModel): string {
  const { host } = chosen.endpoint.base;
  const goes = staysHere(chosen.endpoint)
    ? `${chosen.model} runs at ${host}, on this machine.`
    : `Prompts and responses of ${count(comparisons.length)} comparisons will be sent to ${host}.`;
  const { schema, logprobs } = opened.model.abilities;
  const can = [
    schema ? 'keeps to schemas' : 'keeps to no schema',
    logprobs ? 'gives log-probabilities' : 'gives no log-probabilities',
  ];
  const thinks = opened.thinks ? ' It thinks before it answers, which costs more than the estimate says.' : '';
  const most =
    choice.budget === null
      ? ''
      : ` The budget is ${choice.budget.most} ${choice.budget.unit === 'money' ? 'in money' : 'tokens'}; a run that it ends can be resumed.`;
  return `${goes} It ${can.join(' and ')}.${thinks} Answers kept from before cost nothing.${most}`;
}
