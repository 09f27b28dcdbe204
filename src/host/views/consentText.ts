import type { PrinciplesEstimate } from '../../protocol/languageModels.ts';
import { count } from './words.ts';

/** Prices of a million tokens, in one currency. */
export interface Prices {
  readonly input: number;
  readonly output: number;
}

/** What bounds and pays for a run. */
export interface RunTerms {
  /** Most tokens; null: no bound. */
  readonly budget: number | null;
  /** Null: not known. */
  readonly prices: Prices | null;
}

/**
 * What somebody agrees to who has a language model read a file: who reads the texts, and about what it takes.
 *
 * @param reader null where the texts stay on this machine, which costs no money
 */
export function consentText(
  reader: string | null,
  { calls, inputTokens, outputTokens }: PrinciplesEstimate,
  { budget, prices }: RunTerms,
): string {
  const who =
    reader === null
      ? 'The texts stay on this machine.'
      : `The texts of these comparisons are sent to ${reader}, under its terms.`;
  const takes = `About ${count(calls)} calls, ${count(inputTokens)} tokens in and ${count(outputTokens)} out.`;
  const money =
    reader === null || prices === null
      ? ''
      : ` By the prices in the settings this costs ${moneyText((inputTokens * prices.input + outputTokens * prices.output) / 1e6)}.`;
  const bound = budget === null ? '' : ` It stops at ${count(budget)} tokens (setting pairlens.languageModel.budget).`;
  return `${who} ${takes}${money}${bound} You can stop at any time; what was answered is kept.`;
}

function moneyText(cost: number): string {
  if (cost < 0.005) return 'less than 0.01';
  return `about ${cost.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
