import type { Comparison } from '../../dataset/comparison.ts';
import { cohenKappa } from '../../reward/cohenKappa.ts';
import { type GroupedLabel, groupedLabels } from '../../reward/degree/groupedLabels.ts';
import { Pause } from '../pause.ts';
import type { Votes } from '../principle.ts';
import { promptGroups } from '../select/groups.ts';
import { voteAll } from '../voteAll.ts';
import { cueVotes } from './cueVotes.ts';
import { type Value, valueBank } from './valueBank.ts';
import { clashesOf, conflictsOf, netOf, type ValueLabel } from './valueConflicts.ts';
import type { ValueFigures, ValueStanding, ValuesResult } from './valueFigures.ts';
import { valueStrengths } from './valueStrengths.ts';

/** How values are looked for. */
export interface ValuesOptions {
  /** Groups of labels: `annotator`, `source`, or a field of the records. */
  readonly by?: string;
  /** A language model's votes on values, by id, along the comparisons; they take the place of cues. */
  readonly said?: ReadonlyMap<string, Votes>;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

const leastLabels = 20;
/** Values that both speak on so many comparisons are compared; above this agreement they are one, below its contrary opposites. */
const leastShared = 20;
const nearly = 0.95;

/**
 * Which values labels serve, and which they favour where two conflict (after Value Kaleidoscope, 2309.00779, DailyDilemmas,
 * 2410.02683, and moral graphs, 2404.10636): a value votes for the response that serves it, by cues of form and wording or by a
 * language model. It says what labels go with, not what anybody wants.
 */
export async function valuesOf(comparisons: readonly Comparison[], options: ValuesOptions): Promise<ValuesResult> {
  const { by, said = new Map<string, Votes>(), seed, signal, onProgress } = options;
  const measured = await voteAll(comparisons, { signal, onProgress: share => onProgress?.(0.7 * share) });
  const cued = cueVotes(measured);
  const voted = valueBank.flatMap((value): Voted[] => {
    const votes = said.get(value.id) ?? cued.get(value.id);
    return votes === undefined ? [] : [{ value, votes, votedBy: said.has(value.id) ? 'model' : 'cues' }];
  });
  const kappas = voted.map(({ value }) => kappaOf(said.get(value.id), cued.get(value.id)));
  const prompts = promptGroups(comparisons);
  const labels = comparisons.flatMap((comparison, at) =>
    comparison.promptB === undefined ? groupedLabels(comparison, at, by) : [],
  );
  const pause = new Pause(signal);
  const figures = (group: string | null, own: readonly GroupedLabel[]): Promise<ValueFigures> =>
    figuresOf(
      group,
      own.map(({ at, side }) => ({ at, side, prompt: prompts[at]! })),
      voted,
      kappas,
      seed,
      pause,
    );
  const named = new Map<string, GroupedLabel[]>();
  for (const label of labels) {
    if (label.group === null) continue;
    const own = named.get(label.group) ?? [];
    own.push(label);
    named.set(label.group, own);
  }
  const large = [...named]
    .filter(([, own]) => own.length >= leastLabels)
    .sort((x, y) => y[1].length - x[1].length || (x[0] < y[0] ? -1 : 1));
  const groups = labels.length === 0 ? [] : [await figures(null, labels)];
  for (const [k, [group, own]] of large.entries()) {
    onProgress?.(0.7 + (0.3 * (k + 1)) / (large.length + 1));
    groups.push(await figures(group, own));
  }
  return {
    by: by ?? null,
    groups,
    silent: valueBank.flatMap(({ id, name }) => (said.has(id) || cued.has(id) ? [] : [name])),
    ...relations(voted),
    small: named.size - large.length,
  };
}

interface Voted {
  readonly value: Value;
  readonly votes: Votes;
  readonly votedBy: ValueStanding['votedBy'];
}

async function figuresOf(
  group: string | null,
  labels: readonly ValueLabel[],
  voted: readonly Voted[],
  kappas: readonly (number | null)[],
  seed: number,
  pause: Pause,
): Promise<ValueFigures> {
  const columns = voted.map(({ votes }) => votes);
  await pause.due();
  const clashes = clashesOf(labels, columns);
  const strengths = await valueStrengths(clashes, columns.length, seed, pause);
  const conflicts = voted.map(() => 0);
  for (const label of labels) {
    const served = columns.some(column => column[label.at] === label.side);
    const neglected = columns.some(column => column[label.at] === -label.side);
    if (!served || !neglected) continue;
    for (const [k, column] of columns.entries()) if (column[label.at] !== 0) conflicts[k]!++;
  }
  const values = voted.flatMap(({ value, votes, votedBy }, k): ValueStanding[] => {
    const net = netOf(labels, votes);
    if (net === null) return [];
    return [
      {
        id: value.id,
        name: value.name,
        votedBy,
        n: net.n,
        net,
        strength: strengths[k]!,
        conflicts: conflicts[k]!,
        cueKappa: kappas[k]!,
      },
    ];
  });
  const rank = ({ strength, net }: ValueStanding): number => strength?.u ?? net.value - 100;
  return {
    group,
    labels: labels.length,
    values: values.sort((x, y) => rank(y) - rank(x)),
    conflicts: conflictsOf(
      clashes,
      voted.map(({ value }) => value.id),
    ),
  };
}

/** Values whose votes are nearly the same, and nearly the contrary. */
function relations(voted: readonly Voted[]): Pick<ValuesResult, 'alike' | 'contrary'> {
  const alike: [string, string][] = [];
  const contrary: [string, string][] = [];
  for (const [k, one] of voted.entries()) {
    for (const other of voted.slice(k + 1)) {
      let [both, same] = [0, 0];
      for (let row = 0; row < one.votes.length; row++) {
        if (one.votes[row] === 0 || other.votes[row] === 0) continue;
        both++;
        if (one.votes[row] === other.votes[row]) same++;
      }
      if (both < leastShared) continue;
      if (same / both > nearly) alike.push([one.value.name, other.value.name]);
      else if (same / both < 1 - nearly) contrary.push([one.value.name, other.value.name]);
    }
  }
  return { alike, contrary };
}

/** Agreement of a model with the cues, beyond chance, where both speak. */
function kappaOf(said: Votes | undefined, cued: Votes | undefined): number | null {
  if (said === undefined || cued === undefined) return null;
  const pairs = [...said.keys()].flatMap((row): [string, string][] =>
    said[row] === 0 || cued[row] === 0 ? [] : [[String(said[row]), String(cued[row])]],
  );
  return cohenKappa(pairs)?.kappa?.value ?? null;
}
