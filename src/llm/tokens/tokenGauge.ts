import type { Ask, Usage } from '../languageModel.ts';
import { estimateInput } from './estimateTokens.ts';

/** Estimated tokens of an ask from which on a count of less than half of them is odd. */
const long = 1000;
/** Tokens for which the heuristics are believed before the server has counted any. */
const prior = 500;

/**
 * Estimates tokens of one model, corrected by what its server counted: the ratio of all counted input tokens to the
 * estimates for the same asks, with 500 tokens of prior belief in a ratio of 1.
 */
export class TokenGauge {
  #counted = prior;
  #estimated = prior;
  #most = 1;
  #short = 0;

  /**
   * Long asks of which the server counted less than half of the estimated tokens: it may have cut their texts without
   * saying so, as Ollama does beyond its context.
   */
  get short(): number {
    return this.#short;
  }

  /** Counted tokens for one estimated. */
  get ratio(): number {
    return this.#counted / this.#estimated;
  }

  /** Learns from an answer whose tokens the server counted, unless it seems to have cut the texts. */
  observe(ask: Ask, usage: Usage): void {
    if (usage.counted !== 'server' || usage.input === 0) return;
    const estimate = estimateInput(ask);
    if (estimate > long && usage.input < estimate / 2) {
      this.#short++;
      return;
    }
    this.#counted += usage.input;
    this.#estimated += estimate;
    this.#most = Math.max(this.#most, Math.min(usage.input / estimate, 8));
  }

  /** Expected input tokens of an ask. */
  input(ask: Ask): number {
    return Math.ceil(estimateInput(ask) * this.ratio);
  }

  /** Input tokens that an ask hardly exceeds: by the largest ratio seen so far, and a tenth more. */
  most(ask: Ask): number {
    return Math.ceil(estimateInput(ask) * this.#most * 1.1);
  }
}
