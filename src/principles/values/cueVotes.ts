import type { Votes } from '../principle.ts';
import { type Value, valueBank } from './valueBank.ts';

/**
 * Votes of values by their cues: the side that more of a value's measured principles speak for, 0 where as many speak for the
 * other or none does. Values without cues have none.
 *
 * @param measured - votes of the measured principles, by id
 */
export function cueVotes(
  measured: ReadonlyMap<string, Votes>,
  values: readonly Value[] = valueBank,
): Map<string, Votes> {
  return new Map(
    values.flatMap(({ id, cues }) => {
      if (cues.length === 0) return [];
      const columns = cues.map(cue => measured.get(cue)!);
      const votes = Int8Array.from(columns[0]!, (_, row) =>
        Math.sign(columns.reduce((sum, column) => sum + column[row]!, 0)),
      );
      return [[id, votes] as const];
    }),
  );
}
