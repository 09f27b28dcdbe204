import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AnswerFile } from './answers/answerFile.ts';
import { keeping } from './answers/keeping.ts';
import { chatModel } from './chat/chatModel.ts';
import type { Endpoint } from './endpoint.ts';
import type { LanguageModel } from './languageModel.ts';
import { type Probed, probe } from './probe.ts';
import { TokenGauge } from './tokens/tokenGauge.ts';
import { type Budget, counting } from './wrap/counting.ts';
import { type Limits, limiting } from './wrap/limiting.ts';
import { patient } from './wrap/patient.ts';
import { type Patience, retrying, usualPatience } from './wrap/retrying.ts';
import { roomForThoughts } from './wrap/roomForThoughts.ts';
import type { Prices, Spending } from './wrap/spending.ts';

/** How a model is to be asked. */
export interface AskingOptions {
  /** Folder in which answers are kept; null: nowhere. */
  readonly folder: string | null;
  readonly limits: Limits;
  readonly budget: Budget | null;
  readonly prices: Prices;
  readonly patience?: Patience;
}

/** Which model of a server, and how it is to be asked. */
export interface ModelOptions extends AskingOptions {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly context: number | null;
  /** Milliseconds for an answer. */
  readonly timeout?: number;
}

/** A model ready to be asked: retried, limited, counted, its answers kept. */
export interface ReadyModel {
  readonly model: LanguageModel;
  /** Estimates tokens as this model counts them. */
  readonly gauge: TokenGauge;
  /** What was spent since it was opened, the tiny questions about its abilities included. */
  readonly spent: () => Spending;
  /** Answers that needed no ask. */
  readonly reused: () => number;
  /** Lets asks under way end, for so many milliseconds at most, then closes the file of answers. */
  close(patience: number): Promise<void>;
}

/** A model ready to be asked, with what it can do. */
export interface OpenedModel extends Probed, ReadyModel {}

/** Opens a model of a server and finds out what it can do. @throws LlmError, or the signal's reason */
export function openModel(options: ModelOptions, signal?: AbortSignal): Promise<OpenedModel> {
  const { endpoint, model, context, timeout } = options;
  const abilities = { schema: true, logprobs: true };
  return openOver(
    chatModel({ endpoint, model, context, abilities, ...(timeout === undefined ? {} : { timeout }) }),
    options,
    signal,
  );
}

/** Gets any model ready to be asked, and finds out what it can do. @throws LlmError, or the signal's reason */
export async function openOver(
  bare: LanguageModel,
  options: AskingOptions,
  signal?: AbortSignal,
): Promise<OpenedModel> {
  const ready = await readyOver(bare, options);
  try {
    const probed = await probe(ready.model, signal);
    const able = { ...ready.model, abilities: probed.abilities };
    return { ...ready, ...probed, model: probed.thinks ? roomForThoughts(able) : able };
  } catch (error) {
    await ready.close(0);
    throw error;
  }
}

/** Gets any model ready to be asked, and takes its word for what it can do. */
export async function readyOver(
  bare: LanguageModel,
  { folder, limits, budget, prices, patience = usualPatience }: AskingOptions,
): Promise<ReadyModel> {
  const hard = new AbortController();
  const gauge = new TokenGauge();
  const asked = retrying(limiting(patient(bare, hard.signal), limits, gauge), patience);
  const counted = counting(asked, gauge, prices, budget);
  const file = folder === null ? null : await AnswerFile.open(answerPath(folder, bare.identity));
  const kept = keeping(counted.model, file);
  const close = async (ms: number): Promise<void> => {
    const timer = setTimeout(() => hard.abort(new Error('given up')), ms);
    await kept.idle();
    clearTimeout(timer);
    await file?.close();
  };
  return { model: kept.model, gauge, spent: counted.spent, reused: kept.reused, close };
}

/** The file of a model's answers: one for each server and model. */
function answerPath(folder: string, identity: string): string {
  return join(folder, `${createHash('sha256').update(identity).digest('hex').slice(0, 24)}.jsonl`);
}
