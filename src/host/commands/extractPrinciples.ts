import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import {
  type ExtractParams,
  estimatePrinciplesRequest,
  extractPrinciplesRequest,
  type PrinciplesProgress,
  type PrinciplesRun,
  principlesProgress,
} from '../../protocol/languageModels.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';
import { chooseLanguageModel } from '../languageModels/choose.ts';
import { memberChoiceOf } from '../refits.ts';
import { readSettings } from '../settings.ts';
import { consentText, type Prices } from '../views/consentText.ts';
import { count } from '../views/words.ts';
import { auditDocument } from './audit.ts';
import { needTrust } from './modelSettings.ts';
import type { CommandServices } from './services.ts';

/**
 * Has a language model propose principles and vote, after consent that names who reads the texts and what it takes; then
 * audits anew, so that they stand beside the measured ones.
 *
 * @returns what the run gave, or null if the user changed their mind or stopped it: what was answered is kept
 */
export async function extractPrinciples(
  document: ComparisonDocument,
  services: CommandServices,
): Promise<PrinciplesRun | null> {
  const run = await runLanguageModel(document, services, false);
  if (run !== null) await auditDocument(document, services);
  return run;
}

/**
 * Lets the user choose a model, asks for consent and runs it.
 *
 * @param notVoted - only on the sentences of the edited constitution that nobody votes on
 * @returns null if the user changed their mind or stopped it
 */
export async function runLanguageModel(
  document: ComparisonDocument,
  services: CommandServices,
  notVoted: boolean,
): Promise<PrinciplesRun | null> {
  needTrust('asking language models');
  const model = await chooseLanguageModel(services);
  if (model === null) return null;
  const { seed } = readSettings(document.uri);
  const { most, atOnce, budget } = runSettings();
  const prices = readPrices();
  const at = { doc: document.id, model: model.choice, seed, most, notVoted };
  const estimate = await services.engine.request(estimatePrinciplesRequest, at, undefined, 'retry');
  const question = {
    severity: 'information',
    text: `Have ${model.name} read ${count(estimate.comparisons)} comparisons?`,
    detail: consentText(model.reader, estimate, { budget, prices }),
  } as const;
  if ((await services.dialogs.ask(question, 'Start')) !== 'Start') return null;
  const members = memberChoiceOf(document, services.choices);
  const run = await withProgress(document, { ...at, budget, atOnce, members }, services);
  if (run === null) {
    const text =
      'The language model was stopped. What it answered is kept: start again to go on, and nothing is paid twice.';
    void services.dialogs.ask({ severity: 'information', text });
    return null;
  }
  void services.dialogs.ask({ severity: 'information', text: runText(run) });
  return run;
}

/** How much a run may take, by the settings: budget in tokens (null: no bound), comparisons, questions at one time. */
function runSettings(): { readonly budget: number | null; readonly most: number; readonly atOnce: number } {
  const section = vscode.workspace.getConfiguration('pairlens.languageModel');
  const whole = (name: string, least: number): number =>
    Math.max(least, Math.trunc(section.get<number>(name) ?? least));
  const budget = whole('budget', 0);
  return { budget: budget === 0 ? null : budget, most: whole('comparisons', 30), atOnce: whole('concurrency', 1) };
}

/** Prices of a million tokens by the settings; null where none is set. @throws HostError for one that is no price */
function readPrices(): Prices | null {
  const section = vscode.workspace.getConfiguration('pairlens.languageModel');
  const price = (name: string): number => {
    const value = section.get<unknown>(name) ?? 0;
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw new HostError(
      `The setting pairlens.languageModel.${name} holds ${JSON.stringify(value)}. Write the price of a million tokens, such as 0.15.`,
    );
  };
  const prices = { input: price('inputPrice'), output: price('outputPrice') };
  return prices.input === 0 && prices.output === 0 ? null : prices;
}

function runText({ principles, calls, kept, notes }: PrinciplesRun): string {
  const known = kept > 0 ? `, ${count(kept)} of them answered before` : '';
  return [`${count(principles)} principles were voted on in ${count(calls)} calls${known}.`, ...notes].join(' ');
}

async function withProgress(
  document: ComparisonDocument,
  params: Omit<ExtractParams, 'progress'>,
  { engine }: CommandServices,
): Promise<PrinciplesRun | null> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Principles of ${document.name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    let done = 0;
    const report = ({ stage, share, tokens }: PrinciplesProgress): void => {
      const increment = Math.max(0, share * 100 - done);
      done += increment;
      progress.report({ message: `${stage}, ${count(tokens)} tokens`, increment });
    };
    const sent: ExtractParams = { ...params, progress: randomUUID() };
    try {
      const reports = { type: principlesProgress, token: sent.progress, report };
      return await engine.requestWithProgress(extractPrinciplesRequest, sent, reports, token);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    }
  });
}
