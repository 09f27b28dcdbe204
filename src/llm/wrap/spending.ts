import type { Usage } from '../languageModel.ts';

/** Prices in one currency for a million tokens. Local models cost 0. */
export interface Prices {
  readonly input: number;
  /** Input that the server had computed before; where not given, as other input. */
  readonly cached?: number;
  readonly output: number;
}

/** Nothing is to be paid. */
export const free: Prices = { input: 0, output: 0 };

/** What has been spent on answers. */
export interface Spending {
  readonly calls: number;
  readonly input: number;
  /** Of the input, what the server had computed before. */
  readonly cached: number;
  readonly output: number;
  /** Whether the server counted all tokens; else some are estimates. */
  readonly counted: boolean;
  /** By the prices given, in their currency. */
  readonly cost: number;
}

export const nothingSpent: Spending = { calls: 0, input: 0, cached: 0, output: 0, counted: true, cost: 0 };

/** Cost of tokens: sum of tokens times price, over a million. */
export function costOf(usage: Pick<Usage, 'input' | 'cached' | 'output'>, prices: Prices): number {
  const { input, cached, output } = usage;
  const whole = (input - cached) * prices.input + cached * (prices.cached ?? prices.input) + output * prices.output;
  return whole / 1_000_000;
}

/** Spending after one more answer. */
export function spend(sofar: Spending, usage: Usage, prices: Prices): Spending {
  return {
    calls: sofar.calls + 1,
    input: sofar.input + usage.input,
    cached: sofar.cached + usage.cached,
    output: sofar.output + usage.output,
    counted: sofar.counted && usage.counted === 'server',
    cost: sofar.cost + costOf(usage, prices),
  };
}
