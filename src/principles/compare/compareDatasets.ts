import { labelled } from '../labelled.ts';
import type { Votes } from '../principle.ts';
import type { PrincipleFigures } from '../principlesResult.ts';
import { pairGroups, promptGroups } from '../select/groups.ts';
import { type AgreementDifference, agreementDifference } from './agreementDifference.ts';
import { correlation } from './correlation.ts';
import { type ComparedDataset, type CrossReconstruction, crossReconstruction } from './crossReconstruction.ts';
import { type LabelChanges, labelChanges } from './labelChanges.ts';

/** One principle in two datasets or versions. */
export interface PrincipleChange {
  readonly id: string;
  readonly text: string;
  readonly short: string;
  readonly one: PrincipleFigures;
  readonly other: PrincipleFigures;
  /** Of the shares of labels that it agrees with, where it votes. */
  readonly difference: AgreementDifference;
  /** The two differ at a false discovery rate of 5 % over all principles tested (Benjamini and Hochberg 1995). */
  readonly differs: boolean;
}

/** How many of what a dataset holds. */
export interface DatasetCounts {
  readonly comparisons: number;
  /** Labels that prefer one response. */
  readonly decisive: number;
  readonly prompts: number;
}

/** Two datasets or versions side by side. */
export interface DatasetsComparison {
  readonly counts: { readonly one: DatasetCounts; readonly other: DatasetCounts };
  /** Principles of both, surest difference first; of two contraries, one. */
  readonly principles: readonly PrincipleChange[];
  /** Principles that were tested, having enough votes in both. */
  readonly tested: number;
  /** Sentences of the constitutions: in both, only in the first, only in the second. */
  readonly shared: readonly string[];
  readonly onlyOne: readonly string[];
  readonly onlyOther: readonly string[];
  /** Pearson correlation of the principles' strengths; null with fewer than three or without spread. */
  readonly alike: number | null;
  /** The first's constitution on the second's labels, and the other way round; null where there is no constitution. */
  readonly oneOnOther: CrossReconstruction | null;
  readonly otherOnOne: CrossReconstruction | null;
  readonly labels: LabelChanges;
  /** What intervals keep together. */
  readonly groupedBy: 'prompt' | 'pair';
}

const falseDiscoveries = 0.05;

/** Compares what principles say of two datasets, which may hold the same comparisons. */
export function compareDatasets(one: ComparedDataset, other: ComparedDataset, seed: number): DatasetsComparison {
  const [first, second] = [labelled(one.comparisons, seed), labelled(other.comparisons, seed)];
  const groupedBy = first.groupedBy === 'pair' || second.groupedBy === 'pair' ? 'pair' : 'prompt';
  const whole = [...one.comparisons, ...other.comparisons];
  const byPrompt = promptGroups(whole);
  const clusters = groupedBy === 'prompt' ? byPrompt : pairGroups(whole);
  const split = one.comparisons.length;
  const [ofOne, ofOther] = [clusters.subarray(0, split), clusters.subarray(split)];

  const known = new Map(other.result.principles.map(figures => [figures.id, figures]));
  const agreeing = (figures: PrincipleFigures, votes: Votes, labels: Int8Array, of: Int32Array) => ({
    votes,
    labels,
    clusters: of,
    share: { value: figures.accuracy, low: figures.low, high: figures.high },
  });
  const met = new Set<string>();
  // Those that the first dataset's labels follow: of two contraries, the other says the same with its sign turned.
  const inOrder = [...one.result.principles].sort((x, y) => Number(y.accuracy > 0.5) - Number(x.accuracy > 0.5));
  const found = inOrder.flatMap(figures => {
    if (figures.opposite !== undefined && met.has(figures.opposite)) return [];
    const there = known.get(figures.id);
    const [votes, votesThere] = [one.result.votes.get(figures.id), other.result.votes.get(figures.id)];
    if (there === undefined || votes === undefined || votesThere === undefined) return [];
    const difference = agreementDifference(
      agreeing(figures, votes, first.labels, ofOne),
      agreeing(there, votesThere, second.labels, ofOther),
    );
    const { id, text, short } = figures;
    met.add(id);
    return [{ id, text, short, one: figures, other: there, difference }];
  });
  const order = (p: number | null): number => p ?? 2;
  found.sort(
    (x, y) =>
      order(x.difference.p) - order(y.difference.p) || Math.abs(y.difference.value) - Math.abs(x.difference.value),
  );
  const tested = found.filter(({ difference }) => difference.p !== null);
  const passed =
    tested.findLastIndex(({ difference }, at) => difference.p! <= (falseDiscoveries * (at + 1)) / tested.length) + 1;
  const rules = ({ result }: ComparedDataset): string[] =>
    result.principles
      .filter(({ place }) => place !== null)
      .sort((x, y) => x.place! - y.place!)
      .map(({ text }) => text);
  const [mine, theirs] = [rules(one), rules(other)];
  const count = (comparisons: number, decisive: number, prompts: Int32Array): DatasetCounts => ({
    comparisons,
    decisive,
    prompts: new Set(prompts).size,
  });
  return {
    counts: {
      one: count(one.comparisons.length, first.decisive.length, byPrompt.subarray(0, split)),
      other: count(other.comparisons.length, second.decisive.length, byPrompt.subarray(split)),
    },
    principles: found.map((change, at) => ({ ...change, differs: at < passed })),
    tested: tested.length,
    shared: mine.filter(text => theirs.includes(text)),
    onlyOne: mine.filter(text => !theirs.includes(text)),
    onlyOther: theirs.filter(text => !mine.includes(text)),
    alike: correlation(found.map(({ one: x, other: y }) => [x.strength, y.strength] as const)),
    oneOnOther: crossReconstruction(one, other, { from: ofOne, to: ofOther }, seed),
    otherOnOne: crossReconstruction(other, one, { from: ofOther, to: ofOne }, seed),
    labels: labelChanges(one.comparisons, other.comparisons),
    groupedBy,
  };
}
