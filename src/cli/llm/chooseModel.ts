import { setTimeout } from 'node:timers/promises';
import { type Endpoint, staysHere } from '../../llm/endpoint.ts';
import { LlmError } from '../../llm/llmError.ts';
import { type Found, findServers } from '../../llm/servers/findServers.ts';
import { listModels, type OfferedModel } from '../../llm/servers/listModels.ts';
import { UsageError } from '../exitCode.ts';
import type { LlmChoice } from './llmOptions.ts';

/** The model to ask. */
export interface ChosenModel {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly context: number | null;
}

const listPatience = 15_000;
const mostNamed = 12;
/** Tries, and milliseconds between them, for a model that is loading. */
const loadingTries = 120;
const betweenTries = 500;

/**
 * Finds the model that the command line means: the one named, or the only one that the server (or, with `--llm find`, this
 * machine) offers.
 *
 * @throws UsageError with what there is to choose from, or LlmError with what was tried
 */
export async function chooseModel(choice: LlmChoice, signal: AbortSignal): Promise<ChosenModel> {
  return choice.endpoint === null ? foundHere(choice.model, signal) : named(choice.endpoint, choice.model, signal);
}

async function named(endpoint: Endpoint, model: string | null, signal: AbortSignal): Promise<ChosenModel> {
  let offered: readonly OfferedModel[];
  try {
    offered = await whenLoaded(() => listModels(endpoint, listPatience, signal), signal);
  } catch (error) {
    if (!(error instanceof LlmError)) throw error;
    // Not every server lists its models, and one that loads does so later.
    if (model !== null && error.trouble !== 'broken') return { endpoint, model, context: null };
    if (error.trouble !== 'broken' || !staysHere(endpoint)) throw error;
    const tried = (await findServers(undefined, signal)).map(found).join('\n');
    throw new LlmError(`${error.message}\nAlso looked for on this machine:\n${tried}`, error.trouble);
  }
  const one = only(offered, model);
  if (one !== null) return { endpoint, model: one.id, context: one.context };
  // A server may know more names than it lists, such as aliases.
  if (model !== null) return { endpoint, model, context: null };
  throw new UsageError(
    offered.length === 0
      ? `${endpoint.base.host} offers no model. Load one there, or name it with --model.`
      : `${endpoint.base.host} offers several models: ${names(offered)}. Choose one with --model.`,
  );
}

/** A server that has just been started may load its model first, as questions wait for it too. */
async function whenLoaded<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof LlmError) || error.trouble !== 'busy' || tries >= loadingTries) throw error;
      await setTimeout(betweenTries, undefined, { signal });
    }
  }
}

async function foundHere(model: string | null, signal: AbortSignal): Promise<ChosenModel> {
  const all = await findServers(undefined, signal);
  const offers = all.flatMap(server =>
    server.endpoint === null ? [] : server.models.map(offered => ({ endpoint: server.endpoint, offered })),
  );
  const fitting = model === null ? offers : offers.filter(({ offered }) => offered.id === model);
  const [first, ...more] = fitting;
  if (first !== undefined && (more.length === 0 || model !== null)) {
    return { endpoint: first.endpoint, model: first.offered.id, context: first.offered.context };
  }
  const what =
    offers.length === 0
      ? 'No server with a language model answers on this machine. Start one, or name it with --llm URL.'
      : model === null
        ? 'There are several models on this machine. Choose one with --model.'
        : `No server of this machine offers ${JSON.stringify(model)}. Choose one that there is.`;
  throw new UsageError(`${what} Looked for:\n${all.map(found).join('\n')}`);
}

function only(offered: readonly OfferedModel[], model: string | null): OfferedModel | null {
  if (model === null) return offered.length === 1 ? offered[0]! : null;
  return offered.find(({ id }) => id === model) ?? null;
}

function found(server: Found): string {
  const place = `  ${server.program}, 127.0.0.1:${server.port}`;
  if (server.endpoint === null) return `${place}: ${server.reason.replace(/^127\.0\.0\.1:\d+ /, '').split('. ')[0]}`;
  return `${place}: ${server.models.length === 0 ? 'no models' : names(server.models)}`;
}

function names(offered: readonly OfferedModel[]): string {
  const rest = offered.length - mostNamed;
  const first = offered.slice(0, mostNamed).map(({ id }) => id);
  return rest > 0 ? `${first.join(', ')} and ${rest} more` : first.join(', ');
}
