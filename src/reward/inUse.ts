import type { Estimate } from './figures.ts';
import type { Folds } from './folds.ts';
import { symmetricAuroc } from './symmetricAuroc.ts';
import { textEvidence, type Voice, weighVoices } from './voices.ts';

/** A member that has margins, with how well they tell the labels and the anchors. */
export interface Candidate extends Voice {
  readonly auroc: Estimate | null;
  readonly onAnchors: Estimate | null;
}

/** Whether a member takes part, and why not; a member in use may carry a remark. */
export interface Place {
  readonly used: boolean;
  readonly why: string;
}

/** Fewest anchors by which a member that the labels do not speak for is taken in. */
const fewestToAdmit = 20;

/**
 * Who takes part in the ensemble.
 *
 * Evidence is tested as a whole: members that judge by the same (heads that read the response's text) are averaged, and
 * they are out if the average's AUROC interval includes 1/2. Each alone may be too weak to be told from chance where their
 * average is not; a member that is, is out if the average tells the labels better without it. A member whose interval lies below 1/2 points away from the labels and is out in any case, unless
 * anchors speak for it: it may know what the labels do not.
 *
 * Where no evidence passes, the best that points toward the labels is kept, with a remark: calibrated, it says little, but
 * the order into which it puts the file is the best to be had. On HH helpful-online with 20 % of labels flipped no head
 * passes, and that order still finds wrong labels with an AUROC of .58.
 *
 * @param group - cluster of each comparison, for the intervals
 * @returns a place per candidate
 */
export function placesOf(
  candidates: readonly Candidate[],
  labels: Int8Array,
  folds: Folds,
  group: Int32Array,
): readonly Place[] {
  const admitted = candidates.map(({ onAnchors }) => (onAnchors?.low ?? 0) > 0.5 && onAnchors!.n >= fewestToAdmit);
  const toward = candidates.map(({ auroc, margins }) => auroc !== null && auroc.high >= 0.5 && speaks(margins));
  const strength = new Map<string, Estimate | null>();
  const among = new Set<number>();
  for (const kind of new Set(candidates.map(({ evidence }) => evidence))) {
    const places = candidates.flatMap(({ evidence }, k) => (evidence === kind && toward[k] ? [k] : []));
    const { kept, auroc } = withoutWeak(places, candidates, places =>
      togetherOf(
        places.map(k => candidates[k]!),
        labels,
        folds,
        group,
      ),
    );
    strength.set(kind, auroc);
    for (const k of kept) among.add(k);
  }
  const passes = (kind: string): boolean => (strength.get(kind)?.low ?? 0) > 0.5;
  const anyPasses = admitted.includes(true) || [...strength.keys()].some(passes);
  const [last] = anyPasses
    ? []
    : [...strength]
        .flatMap(([kind, auroc]) => (auroc !== null && auroc.value > 0.5 ? [{ kind, auroc }] : []))
        .sort((x, y) => y.auroc.value - x.auroc.value);
  return candidates.map((candidate, k) => {
    const { evidence } = candidate;
    if (admitted[k] || (among.has(k) && passes(evidence))) return { used: true, why: '' };
    if (among.has(k) && evidence === last?.kind)
      return { used: true, why: 'cannot be told from chance, nor can any other: expect little' };
    return { used: false, why: outOf(candidate) };
  });
}

/** Leaves out, weakest first, members that can't be told from chance, as long as the others do better without them. */
function withoutWeak(
  places: readonly number[],
  candidates: readonly Candidate[],
  together: (places: readonly number[]) => Estimate | null,
): { readonly kept: readonly number[]; readonly auroc: Estimate | null } {
  let kept = places;
  let auroc = together(kept);
  const weak = places
    .filter(k => candidates[k]!.auroc!.low <= 0.5)
    .sort((x, y) => candidates[x]!.auroc!.value - candidates[y]!.auroc!.value);
  for (const k of weak) {
    if (kept.length < 2) break;
    const others = kept.filter(place => place !== k);
    const without = together(others);
    if (without !== null && without.value > (auroc?.value ?? 0)) {
      kept = others;
      auroc = without;
    }
  }
  return { kept, auroc };
}

function togetherOf(voices: readonly Voice[], labels: Int8Array, folds: Folds, group: Int32Array): Estimate | null {
  if (voices.length === 0) return null;
  const average = weighVoices(voices, labels, folds);
  return symmetricAuroc(
    average.map((m, i) => (labels[i] === 0 ? Number.NaN : labels[i]! * m)),
    group,
  );
}

/** Whether it tells any two responses apart. Trees that found nothing to split by give 0 to all. */
function speaks(margins: Float64Array): boolean {
  return margins.some(margin => margin !== 0 && !Number.isNaN(margin));
}

function outOf({ auroc, evidence, margins }: Candidate): string {
  if (auroc === null) return 'has no opinion on any labelled comparison';
  if (!speaks(margins)) return 'found nothing by which to tell responses apart';
  const interval = `${auroc.low.toFixed(2)} to ${auroc.high.toFixed(2)}`;
  if (auroc.high >= 0.5) return `cannot be told from chance (AUROC ${interval})`;
  // A head follows the labels that it was fitted on: it can't be the wrong way round.
  return evidence === textEvidence
    ? `is wrong more often than chance on labels that it was not fitted on (AUROC ${interval}): they give it nothing to learn, or contradict one another`
    : `points away from the labels (AUROC ${interval}): its scale may be reversed, or the labels are`;
}
