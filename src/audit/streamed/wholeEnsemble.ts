import { strengths } from '../../reward/combine.ts';
import type { EnsembleResult, MemberResult } from '../../reward/ensembleResult.ts';
import { sigmoid } from '../../reward/numbers.ts';
import { plausibleRates, wrongness, wrongnessRange } from '../../reward/wrongness.ts';
import type { Judgements } from './judgements.ts';
import { partialEnsemble, preparedWithoutTexts } from './partialEnsemble.ts';
import type { SampleFit } from './sampleFit.ts';

const noItems = {
  texts: [],
  models: [],
  prompts: [],
  promptOf: new Int32Array(0),
  promptOfRow: new Int32Array(0),
  a: new Int32Array(0),
  b: new Int32Array(0),
};

/** What the ensemble says of all rows; what rests on the labels (accuracy, flip rate, orientation) is the sample's. */
export interface WholeEnsemble {
  /** Along all rows, malformed and dropped ones too. */
  readonly ensemble: EnsembleResult;
  /** Least and largest p_wrong of a row, or null. */
  pWrongRange(at: number): readonly [low: number, high: number] | null;
}

/** @param reviewed - places of rows with a verdict */
export function wholeEnsemble(
  judgements: Judgements,
  { members, figures, basis, sources }: SampleFit,
  reviewed: ReadonlySet<number>,
): WholeEnsemble {
  const n = judgements.length;
  const labels = judgements.signs.all();
  const margin = judgements.margin.all();
  const p = margin.map((m, i) => (labels[i] === 0 ? Number.NaN : sigmoid(labels[i]! * m)));
  const { flipRate } = figures;
  const rates = plausibleRates(flipRate);
  // What was reviewed is no longer a label that nobody has looked at.
  const open = (at: number): boolean => !Number.isNaN(p[at]!) && !reviewed.has(at);
  const judged = members.map((member, m): MemberResult => {
    const found = figures.members.find(({ id }) => id === member.id)!;
    return { ...found, head: null, weights: [], objectives: [], margins: judgements.margins[m]!.all() };
  });
  const { mean, spread } = strengths(
    judged.filter(({ used }) => used),
    labels,
  );
  return {
    ensemble: partialEnsemble(n, {
      seed: basis.ensemble.seed,
      labels,
      members: judged,
      margin,
      p,
      pWrong: p.map((value, i) => (flipRate.known && open(i) ? wrongness(value, flipRate.rate) : Number.NaN)),
      preferenceStrength: mean,
      spread,
      accuracy: figures.accuracy,
      auroc: figures.auroc,
      flipRate,
      sources,
      orientation: figures.orientation,
      prepared: preparedWithoutTexts(noItems),
    }),
    pWrongRange: at => (open(at) ? wrongnessRange(p[at]!, rates) : null),
  };
}
