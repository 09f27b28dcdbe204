import { sigmoid } from '../../reward/numbers.ts';
import type { Ballots } from '../../reward/populations/ballots.ts';
import { memberships } from '../../reward/populations/mixture.ts';
import { type PeoplePlaced, peoplePlaced } from '../../reward/populations/peoplePlaced.ts';
import { byPopulation } from '../../reward/populations/placeAnnotator.ts';
import type { PopulationHeads } from '../../reward/populations/populationHeads.ts';
import type { PopulationViews } from '../../reward/populations/populationViews.ts';
import { labelNumbers } from './judgedChunk.ts';
import type { Judgements } from './judgements.ts';

/** What populations of annotators say of a file. */
export interface WholePopulations {
  /** Along all rows; NaN where there is nothing to audit. */
  readonly views: PopulationViews;
  /** Everybody who voted in the file, by all of their votes. */
  readonly people: PeoplePlaced;
}

/** What populations say of all rows, and where everybody who voted in the file stands; the populations are those of the sample. */
export function wholePopulations(judgements: Judgements, { names, shares, cells }: PopulationHeads): WholePopulations {
  const { voices, turns } = judgements;
  const ballots = ballotsOfAll(judgements);
  const turn = turns.all();
  const scores = judgements.placing.map(column => Float64Array.from(column.all(), (m, at) => turn[at]! * m));
  const { r } = memberships(ballots, scores, cells);
  const placed = Array.from(voices.names.keys(), (_, person) =>
    byPopulation(r.subarray(person * cells.length, (person + 1) * cells.length), names.length),
  );
  return {
    views: {
      names,
      shares,
      forA: judgements.populations.map(column => Float64Array.from(column.all(), sigmoid)),
      behind: behindLabels(judgements, placed, names.length),
    },
    people: peoplePlaced([...voices.names.keys()], ballots, placed),
  };
}

/** All votes that prefer a response, those of one person together; units are rows. */
function ballotsOfAll({ voices }: Judgements): Ballots {
  const { names, annotators, rows, sides } = voices;
  const from = new Int32Array(names.size + 1);
  for (let v = 0; v < annotators.length; v++) from[annotators.get(v) + 1]!++;
  for (let person = 0; person < names.size; person++) from[person + 1]! += from[person]!;
  const next = from.slice();
  const unit = new Int32Array(annotators.length);
  const side = new Int8Array(annotators.length);
  for (let v = 0; v < annotators.length; v++) {
    const at = next[annotators.get(v)]!++;
    unit[at] = rows.get(v);
    side[at] = sides.get(v);
  }
  return { from, unit, side };
}

/** Per population, along the rows: share of it among those who voted for the recorded label; NaN where nobody did. */
function behindLabels(
  { voices, turns, labels, length }: Judgements,
  placed: readonly (readonly number[])[],
  count: number,
): Float64Array[] {
  const voters = new Int32Array(length);
  const sums = Array.from({ length: count }, () => new Float64Array(length));
  for (let v = 0; v < voices.rows.length; v++) {
    const at = voices.rows.get(v);
    const label = labelNumbers[labels.get(at)];
    if (label !== 'a' && label !== 'b') continue;
    if (voices.sides.get(v) !== turns.get(at) * (label === 'a' ? 1 : -1)) continue;
    voters[at]!++;
    const own = placed[voices.annotators.get(v)]!;
    for (const [k, of] of sums.entries()) of[at]! += own[k]!;
  }
  return sums.map(of => of.map((sum, at) => (voters[at] === 0 ? Number.NaN : sum / voters[at]!)));
}
