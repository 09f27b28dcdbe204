import type { AnnotatorsFigures } from '../../../src/reward/annotators/annotatorsFigures.ts';
import type { Figures } from '../../../src/reward/figures.ts';
import type { PopulationFigures } from '../../../src/reward/populations/populationsFigures.ts';

const estimate = (value: number) => ({ value, low: value - 0.04, high: value + 0.04, n: 300 });

function population(name: string, single: number, own: number, more: Partial<PopulationFigures>): PopulationFigures {
  return {
    name,
    share: 0.5,
    people: 20,
    votes: 600,
    single: estimate(single),
    own: estimate(own),
    likeFirst: 1,
    inverted: false,
    features: [],
    principles: [],
    ...more,
  };
}

/** Annotators in two populations; `name` stands wherever a dataset's text may. */
export function populationsOfTwo(name: string): AnnotatorsFigures {
  return {
    alpha: null,
    annotators: [],
    pairs: [],
    suspicions: [],
    profiles: { all: null, equalContent: null, annotators: [], populations: [], spread: null, leftOut: 0 },
    populations: {
      known: true,
      populations: [
        population('population 1', 0.78, 0.8, { share: 0.7 }),
        population('population 2', 0.3, 0.76, {
          share: 0.25,
          likeFirst: -0.9,
          inverted: true,
          principles: [{ id: 'lists', short: name, here: estimate(0.2), elsewhere: estimate(0.8), q: 0.001 }],
        }),
      ],
      chance: 0.05,
      steps: [
        { count: 2, gain: 31.4, error: 6.2 },
        { count: 3, gain: -2.1, error: 1.5 },
      ],
      single: estimate(0.66),
      own: estimate(0.79),
      people: 40,
      votes: 1200,
      placed: [],
    },
  };
}

/** Two objectives, one with a name from the dataset. */
export function twoObjectives(name: string): NonNullable<Figures['objectives']> {
  return {
    objectives: [
      { name: 'helpful', from: 'scores', n: 300, agrees: estimate(0.8), weight: { value: 0.9, low: 0.8, high: 0.95 } },
      { name, from: 'scores', n: 280, agrees: null, weight: null },
    ],
    pairs: [{ one: 'helpful', other: name, conflict: estimate(0.3) }],
    conflict: estimate(0.3),
    dominated: estimate(0.1),
  };
}
