import { type Comparison, textOf } from '../../dataset/comparison.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import { Pace } from '../pace.ts';
import { minutesOf, wordCount } from './effort.ts';
import { bald } from './information.ts';
import { type RoutingFeatures, routingFeatures, routingScores } from './routing.ts';

/**
 * What asking about each comparison is worth: information over the members in use (BALD, nats), times ½ + the routing score,
 * for each minute that it takes, divided by the votes that the same prompt and responses have already, in any row. NaN where a verdict has settled it, the two
 * responses are equal, or fewer than two members have an opinion. Ours; docs/methods.md.
 *
 * @param settled - places with a verdict
 */
export async function askValues(
  comparisons: readonly Comparison[],
  { members }: Pick<EnsembleResult, 'members'>,
  settled: (place: number) => boolean,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const pace = new Pace(signal);
  const used = members.flatMap(({ used: inUse, margins }) => (inUse && margins !== null ? [margins] : []));
  const facts: AskFacts[] = [];
  for (const comparison of comparisons) {
    await pace.step();
    facts.push(askFacts(comparison));
  }
  const routing = routingScores(facts);
  const votesOn = new Map<string, number>();
  for (const [place, { key }] of comparisons.entries()) {
    votesOn.set(key, (votesOn.get(key) ?? 0) + facts[place]!.votes);
  }
  return Float64Array.from(comparisons, ({ key }, place) => {
    if (facts[place]!.same || settled(place)) return Number.NaN;
    const opinions = used.flatMap(margins => (Number.isNaN(margins[place]!) ? [] : [margins[place]!]));
    return askValue(opinions, routing[place]!, facts[place]!.words, votesOn.get(key)!);
  });
}

/** What the value of asking depends on beside the members' opinions. */
export interface AskFacts extends RoutingFeatures {
  /** Words of prompt and responses. */
  readonly words: number;
  /** Votes that the record holds. */
  readonly votes: number;
  /** Whether the two responses are equal. */
  readonly same: boolean;
}

export function askFacts({ prompt, a, b, label, annotations }: Comparison): AskFacts {
  const texts = [textOf(prompt), textOf(a.messages), textOf(b.messages)] as const;
  return {
    ...routingFeatures(...texts),
    words: texts.reduce((sum, text) => sum + wordCount(text), 0),
    votes: Math.max(annotations.filter(annotation => annotation.label !== null).length, label === null ? 0 : 1),
    same: texts[1] === texts[2],
  };
}

/**
 * @param opinions - margins of the members in use, in logits
 * @param votes - on the same prompt and responses so far
 * @returns NaN for fewer than two opinions
 */
export function askValue(opinions: readonly number[], routing: number, words: number, votes: number): number {
  return (bald(opinions) * (0.5 + routing)) / minutesOf(words) / Math.max(1, votes);
}
