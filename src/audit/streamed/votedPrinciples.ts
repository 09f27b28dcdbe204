import type { Comparison } from '../../dataset/comparison.ts';
import { conditions, whereConditionsHold } from '../../principles/conditional/conditions.ts';
import { restrictVotes, type Scope } from '../../principles/conditional/restrict.ts';
import { MeasuredTexts } from '../../principles/measure/measuredTexts.ts';
import { measureTurn } from '../../principles/measure/promptMeasures.ts';
import type { Votes } from '../../principles/principle.ts';
import { voteAll } from '../../principles/voteAll.ts';

const scopes: readonly Scope[] = ['when', 'unless'];

/**
 * Votes of the principles of an audit on comparisons that it has not seen: of measured ones, those that are kept, and both
 * restricted to a condition on the prompt. Nothing is known of any other; they abstain.
 *
 * @param ids - of the principles
 * @param kept - votes that came from elsewhere, by id
 * @returns along the ids
 */
export async function votesOn(
  comparisons: readonly Comparison[],
  ids: readonly string[],
  kept: Readonly<Record<string, Votes>>,
  signal?: AbortSignal,
): Promise<Votes[]> {
  const turns = new MeasuredTexts(measureTurn);
  const known = new Map([...(await voteAll(comparisons, { signal, turns })), ...Object.entries(kept)]);
  let held: ReadonlyMap<string, Uint8Array> | null = null;
  return ids.map(id => {
    const plain = known.get(id);
    if (plain !== undefined) return plain;
    for (const scope of scopes) {
      for (const { id: condition } of conditions) {
        const start = `${scope}-${condition}-`;
        const restricted = id.startsWith(start) ? known.get(id.slice(start.length)) : undefined;
        if (restricted === undefined) continue;
        held ??= whereConditionsHold(comparisons, turns);
        return restrictVotes(restricted, held.get(condition)!, scope);
      }
    }
    return new Int8Array(comparisons.length);
  });
}
