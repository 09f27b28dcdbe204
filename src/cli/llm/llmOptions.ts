import { ApiKey } from '../../llm/apiKey.ts';
import { type Endpoint, endpointOf, staysHere } from '../../llm/endpoint.ts';
import { LlmError } from '../../llm/llmError.ts';
import type { Budget } from '../../llm/wrap/counting.ts';
import type { Limits } from '../../llm/wrap/limiting.ts';
import type { Prices } from '../../llm/wrap/spending.ts';
import { UsageError } from '../exitCode.ts';
import { wholeNumber } from '../parseCommand.ts';

/** Options of commands that ask a language model. */
export const llmOptions = {
  llm: { type: 'string' },
  model: { type: 'string' },
  'key-env': { type: 'string' },
  budget: { type: 'string' },
  'price-in': { type: 'string' },
  'price-out': { type: 'string' },
  'price-cached': { type: 'string' },
  concurrency: { type: 'string' },
  rpm: { type: 'string' },
  tpm: { type: 'string' },
  timeout: { type: 'string' },
  resume: { type: 'boolean' },
  'no-cache': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
} as const;

/** Their values. */
export type LlmValues = { readonly [K in keyof typeof llmOptions]?: Value<(typeof llmOptions)[K]['type']> };
type Value<T> = T extends 'boolean' ? boolean : string;

/** How a language model is to be asked, as the command line says. */
export interface LlmChoice {
  /** null: servers of this machine are looked for. */
  readonly endpoint: Endpoint | null;
  readonly model: string | null;
  readonly limits: Limits;
  readonly budget: Budget | null;
  readonly prices: Prices;
  /** Whether prices were given. */
  readonly priced: boolean;
  /** Milliseconds for an answer; null: as usual. */
  readonly timeout: number | null;
  readonly keep: boolean;
  /** Go on without being asked. */
  readonly agreed: boolean;
}

/** What `--llm` says for the servers of this machine. */
export const findWord = 'find';

/**
 * Reads the options; null where no language model is wanted.
 *
 * @throws UsageError
 */
export function llmChoice(values: LlmValues, env: NodeJS.ProcessEnv): LlmChoice | null {
  if (values.llm === undefined) {
    const alone = Object.keys(llmOptions).filter(name => name !== 'llm' && name !== 'yes' && name in values);
    if (alone.length > 0) {
      throw new UsageError(
        `--${alone[0]} needs --llm: name a server, or write --llm ${findWord} for one of this machine.`,
      );
    }
    return null;
  }
  const prices = pricesOf(values);
  const budget = values.budget === undefined ? null : budgetOf(values.budget);
  if (budget?.unit === 'money' && prices === null) {
    throw new UsageError('A budget in money needs the prices of a million tokens: --price-in and --price-out.');
  }
  const endpoint = values.llm === findWord ? null : asked(() => endpointOf(values.llm!, keyOf(values, env)));
  const usual = endpoint === null || staysHere(endpoint) ? 4 : 8;
  const number = (name: 'rpm' | 'tpm'): number | null =>
    values[name] === undefined ? null : wholeNumber(name, values[name], 1);
  return {
    endpoint,
    model: values.model ?? null,
    limits: {
      concurrency: values.concurrency === undefined ? usual : wholeNumber('concurrency', values.concurrency, 1),
      requestsPerMinute: number('rpm'),
      tokensPerMinute: number('tpm'),
    },
    budget,
    prices: prices ?? { input: 0, output: 0 },
    priced: prices !== null,
    timeout: values.timeout === undefined ? null : 1000 * wholeNumber('timeout', values.timeout, 1),
    keep: values['no-cache'] !== true,
    agreed: values.yes === true || values.resume === true,
  };
}

function keyOf(values: LlmValues, env: NodeJS.ProcessEnv): ApiKey | null {
  const name = values['key-env'];
  if (name === undefined) return null;
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    throw new UsageError('--key-env takes the name of an environment variable, never the key itself.');
  }
  return ApiKey.fromEnvironment(name, env);
}

function pricesOf(values: LlmValues): Prices | null {
  const price = (name: 'price-in' | 'price-out' | 'price-cached'): number | null => {
    const text = values[name];
    if (text === undefined) return null;
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
      throw new UsageError(`--${name} ${JSON.stringify(text)}: write the price of a million tokens, such as 0.15.`);
    }
    return value;
  };
  const [input, output, cached] = [price('price-in'), price('price-out'), price('price-cached')];
  if (input === null && output === null && cached === null) return null;
  if (input === null || output === null) throw new UsageError('Give both prices: --price-in and --price-out.');
  return cached === null ? { input, output } : { input, output, cached };
}

/** A budget: `50000tokens`, `50k tokens`, `2m tokens`, or money such as `2usd`, `0.5eur`. @throws UsageError */
export function budgetOf(text: string): Budget {
  const [, digits = '', factor = '', unit = ''] =
    /^\s*(\d{1,12}(?:\.\d{1,6})?)\s*([km]?)\s*(tokens?|usd|eur|[$€])?\s*$/i.exec(text.replaceAll('_', '')) ?? [];
  const money = unit !== '' && !/^token/i.test(unit);
  const most = Number(digits) * (factor === '' ? 1 : factor.toLowerCase() === 'k' ? 1000 : 1_000_000);
  if (digits === '' || !(most > 0) || unit === '' || (money && factor !== '')) {
    throw new UsageError(`--budget ${JSON.stringify(text)}: write tokens (50000tokens, 2m tokens) or money (2usd).`);
  }
  return { unit: money ? 'money' : 'tokens', most };
}

/** What is wrong with an address or a key is wrong with the command line. */
function asked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof LlmError ? new UsageError(error.message) : error;
  }
}
