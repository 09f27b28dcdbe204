import type { Estimate } from '../figures.ts';
import { isHard, lossToRank } from '../findings/hard.ts';
import { quantile, wilson } from '../numbers.ts';

/** What a reference model says of a labelled pair. */
export interface ReferenceSays {
  readonly line: number;
  /** Summed log-probabilities in nats, and tokens. */
  readonly chosen: { readonly logp: number; readonly tokens: number };
  readonly rejected: { readonly logp: number; readonly tokens: number };
}

/** How far a reference model ranks pairs as their labels do, and what is hard to learn. */
export interface Learnability {
  readonly judged: number;
  /** Ranking accuracy (2405.19534): share of pairs whose chosen response is more likely; null without any. */
  readonly ranked: Estimate | null;
  /** The same per token: sums favour the shorter response. */
  readonly rankedPerToken: Estimate | null;
  /** Median and lowest tenth of the loss that DPO (beta 0.1) has to reach before it ranks a pair as labelled; ln 2 at the start. */
  readonly loss: { readonly median: number; readonly lowTenth: number } | null;
  readonly hard: number;
  /** The hardest first. */
  readonly hardest: readonly { readonly line: number; readonly gap: number; readonly loss: number }[];
}

const shown = 20;

/** Learnability of labels under a reference model; it says nothing of whether they are right. */
export function learnability(said: readonly ReferenceSays[]): Learnability {
  const gaps = said.map(({ line, chosen, rejected }) => ({ line, gap: rejected.logp - chosen.logp }));
  const share = (test: (one: ReferenceSays) => boolean): Estimate | null =>
    wilson(said.filter(test).length, said.length);
  const losses = Float64Array.from(gaps, ({ gap }) => lossToRank(gap)).sort();
  const hard = gaps.filter(({ gap }) => isHard(gap));
  return {
    judged: said.length,
    ranked: share(({ chosen, rejected }) => chosen.logp > rejected.logp),
    rankedPerToken: share(({ chosen, rejected }) => chosen.logp / chosen.tokens > rejected.logp / rejected.tokens),
    loss: said.length === 0 ? null : { median: quantile(losses, 0.5), lowTenth: quantile(losses, 0.1) },
    hard: hard.length,
    hardest: hard
      .sort((x, y) => y.gap - x.gap)
      .slice(0, shown)
      .map(({ line, gap }) => ({ line, gap, loss: lossToRank(gap) })),
  };
}
