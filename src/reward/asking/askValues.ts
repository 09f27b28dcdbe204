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
  const features: RoutingFeatures[] = [];
  const minutes = new Float64Array(comparisons.length);
  const same = new Uint8Array(comparisons.length);
  for (const [place, comparison] of comparisons.entries()) {
    await pace.step();
    const [prompt, a, b] = [textOf(comparison.prompt), textOf(comparison.a.messages), textOf(comparison.b.messages)];
    features.push(routingFeatures(prompt, a, b));
    minutes[place] = minutesOf(wordCount(prompt) + wordCount(a) + wordCount(b));
    same[place] = a === b ? 1 : 0;
  }
  const routing = routingScores(features);
  const votesOn = new Map<string, number>();
  for (const { key, label, annotations } of comparisons) {
    const votes = Math.max(annotations.filter(annotation => annotation.label !== null).length, label === null ? 0 : 1);
    votesOn.set(key, (votesOn.get(key) ?? 0) + votes);
  }
  return Float64Array.from(comparisons, ({ key }, place) => {
    if (same[place] === 1 || settled(place)) return Number.NaN;
    const opinions = used.flatMap(margins => (Number.isNaN(margins[place]!) ? [] : [margins[place]!]));
    return (bald(opinions) * (0.5 + routing[place]!)) / minutes[place]! / Math.max(1, votesOn.get(key)!);
  });
}
