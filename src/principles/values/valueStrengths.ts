import { quantile } from '../../reward/numbers.ts';
import type { Cell } from '../../reward/strength/cells.ts';
import { fitStrengths } from '../../reward/strength/fitStrengths.ts';
import { links } from '../../reward/strength/tieLinks.ts';
import type { Pause } from '../pause.ts';
import { randomFrom } from '../random.ts';
import type { Clash } from './valueConflicts.ts';
import type { ValueStanding } from './valueFigures.ts';

const draws = 200;
const leastMet = 10;

/**
 * Bradley-Terry strengths of values by their conflicts (`fitStrengths`: normal prior of sd 2 log-odds), with the quantiles of 200
 * fits to prompts drawn with replacement. A label counts once in all. Null for values with fewer than ten conflicts.
 *
 * @param count - number of values
 */
export async function valueStrengths(
  clashes: readonly Clash[],
  count: number,
  seed: number,
  pause: Pause,
): Promise<ValueStanding['strength'][]> {
  const met = new Uint32Array(count);
  for (const { won, lost } of clashes) {
    met[won]!++;
    met[lost]!++;
  }
  const kept = [...met.keys()].filter(value => met[value]! >= leastMet);
  const place = new Map(kept.map((value, at) => [value, at]));
  const known = clashes.filter(({ won, lost }) => place.has(won) && place.has(lost));
  const none = Array.from({ length: count }, () => null);
  if (kept.length < 2 || known.length === 0) return none;
  const prompts = new Map<number, number>();
  const cells = new Map<number, number>();
  const sides: [i: number, j: number][] = [];
  const rows = known.map(({ won, lost, prompt, weight }) => {
    if (!prompts.has(prompt)) prompts.set(prompt, prompts.size);
    const [x, y] = [place.get(won)!, place.get(lost)!];
    const key = Math.min(x, y) * kept.length + Math.max(x, y);
    if (!cells.has(key)) cells.set(key, sides.push([Math.min(x, y), Math.max(x, y)]) - 1);
    return { cell: cells.get(key)!, outcome: x < y ? 0 : 2, prompt: prompts.get(prompt)!, weight };
  });
  const component = new Int32Array(kept.length);
  const model = { link: links.davidson, ties: false, side: false };
  const counted = (times: ArrayLike<number> | null): Cell[] => {
    const made = sides.map(([i, j]): Cell => ({ i, j, side: 0, counts: new Float64Array(3) }));
    for (const { cell, outcome, prompt, weight } of rows) {
      made[cell]!.counts[outcome]! += weight * (times === null ? 1 : times[prompt]!);
    }
    return made.filter(({ counts }) => counts[0]! + counts[2]! > 0);
  };
  const fit = fitStrengths(counted(null), component, model);
  const random = randomFrom(seed);
  const drawn: Float64Array[] = [];
  for (let draw = 0; draw < draws; draw++) {
    await pause.due();
    const times = new Int32Array(prompts.size);
    for (let k = 0; k < prompts.size; k++) times[Math.floor(random() * prompts.size)]!++;
    drawn.push(fitStrengths(counted(times), component, model, fit).u);
  }
  return none.map((_, value) => {
    const at = place.get(value);
    if (at === undefined) return null;
    const values = Float64Array.from(drawn, u => u[at]!).sort();
    return { u: fit.u[at]!, low: quantile(values, 0.025), high: quantile(values, 0.975) };
  });
}
