import type { Comparison } from '../../dataset/comparison.ts';
import { conditions, whereConditionsHold } from '../../principles/conditional/conditions.ts';
import { restrictVotes, type Scope } from '../../principles/conditional/restrict.ts';
import type { Votes } from '../../principles/principle.ts';
import { voteAll } from '../../principles/voteAll.ts';

const scopes: readonly Scope[] = ['when', 'unless'];

/**
 * Votes of the principles of an audit on comparisons that it has not seen: of measured ones, and of those restricted to a
 * condition on the prompt. Nothing is known of any other; they abstain.
 *
 * @param ids - of the principles
 * @returns along the ids
 */
export async function votesOn(
  comparisons: readonly Comparison[],
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<Votes[]> {
  const measured = await voteAll(comparisons, { signal });
  let held: ReadonlyMap<string, Uint8Array> | null = null;
  return ids.map(id => {
    const plain = measured.get(id);
    if (plain !== undefined) return plain;
    for (const scope of scopes) {
      for (const { id: condition } of conditions) {
        const start = `${scope}-${condition}-`;
        const restricted = id.startsWith(start) ? measured.get(id.slice(start.length)) : undefined;
        if (restricted === undefined) continue;
        held ??= whereConditionsHold(comparisons);
        return restrictVotes(restricted, held.get(condition)!, scope);
      }
    }
    return new Int8Array(comparisons.length);
  });
}
