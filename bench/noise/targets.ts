/** What a row of the table is measured by. */
export type Metric =
  | 'auroc'
  | 'averagePrecision'
  | 'precisionAtK'
  | 'f1'
  | 'f1Pair'
  | 'f1Half'
  | 'accuracy'
  | 'ece'
  | 'ambiguousRest'
  | 'ambiguousUnanimous';

/** What must be reached and what we aim at; null where nothing is asked. */
export interface Target {
  readonly must: number | null;
  readonly goal: number | null;
}

/** Words for the table. */
export const metricNames: Readonly<Record<Metric, string>> = {
  auroc: 'AUROC of wrong labels',
  averagePrecision: 'average precision',
  precisionAtK: 'precision at k',
  f1: 'F1 of the flags',
  f1Pair: 'F1 of the pair flag',
  f1Half: 'F1 of p < .5',
  accuracy: 'accuracy, labels as they are',
  ece: 'ECE after temperature',
  ambiguousRest: 'ambiguous against the rest, AUROC',
  ambiguousUnanimous: 'ambiguous against unanimous, AUROC',
};

const pair = (must: number | null, goal: number | null): Target => ({ must, goal });
const flags = { f1: pair(null, null), f1Pair: pair(null, null), f1Half: pair(null, null) };
const flips = (auroc: [number, number], ap: [number, number]): Partial<Record<Metric, Target>> => ({
  auroc: pair(...auroc),
  averagePrecision: pair(...ap),
  ...flags,
});
const ece = { ece: pair(0.04, 0.02) };

/** Targets by set. */
export const targets: Readonly<Record<string, Partial<Record<Metric, Target>>>> = {
  ukp: {
    auroc: pair(0.89, 0.9),
    averagePrecision: pair(0.625, 0.65),
    precisionAtK: pair(0.585, 0.6),
    f1: pair(0.58, 0.62),
    f1Pair: pair(null, null),
    f1Half: pair(null, null),
    ambiguousRest: pair(0.71, 0.74),
    ambiguousUnanimous: pair(0.87, 0.89),
    ece: pair(0.02, 0.01),
  },
  'hh-helpful-base': { ...flips([0.685, 0.71], [0.355, 0.39]), accuracy: pair(0.64, 0.66), ...ece },
  'hh-harmless-base': { ...flips([0.67, 0.7], [0.355, 0.4]), ...ece },
  'hh-helpful-online': { ...flips([0.61, 0.64], [0.29, 0.32]), ...ece },
  pandalm: flips([0.765, 0.79], [0.49, 0.53]),
  'mt-bench': { ...flips([0.785, 0.81], [0.51, 0.55]), ...ece },
  llmbar: flips([0.82, 0.84], [0.6, 0.63]),
};

/** Whether a value reaches a target; an error is reached from above. */
export function reaches(metric: Metric, value: number, target: number): boolean {
  return metric === 'ece' ? value <= target : value >= target;
}
