import type { AnnotatorsFigures } from '../../reward/annotators/annotatorsFigures.ts';
import type { EnsembleResult } from '../../reward/ensembleResult.ts';
import { expectedWrong } from '../../reward/figures/expectedWrong.ts';
import { strengthHistogram } from '../../reward/figures/strengthHistogram.ts';
import type { Estimate, Figures, MemberFigures } from '../../reward/figures.ts';
import { type FindingKind, findingKinds } from '../../reward/finding.ts';
import { wilson } from '../../reward/numbers.ts';
import type { PeoplePlaced } from '../../reward/populations/peoplePlaced.ts';
import { labelNumbers } from './judgedChunk.ts';
import type { Judgements } from './judgements.ts';
import { addRuns, type StreamedRun } from './modelReader.ts';
import type { SampleFit } from './sampleFit.ts';

/** Counts findings as rows are made. */
export class FindingTally {
  readonly counts = Object.fromEntries(findingKinds.map(kind => [kind, 0])) as Record<FindingKind, number>;

  add(kinds: readonly FindingKind[]): void {
    for (const kind of new Set(kinds)) this.counts[kind]++;
  }
}

/** What the figures of a file are made of beside its rows. */
export interface Streamed {
  readonly ensemble: EnsembleResult;
  /** Places of rows with a verdict. */
  readonly reviewed: ReadonlySet<number>;
  /** How models were run, by id of their members. */
  readonly runs: ReadonlyMap<string, StreamedRun>;
  /** Who voted in the file, by population; null where there are no two. */
  readonly people: PeoplePlaced | null;
}

/** The figures of a file: counts, lengths, strengths, findings and who belongs to populations are of all rows; all others are of the sample. */
export function wholeFigures(
  judgements: Judgements,
  fit: SampleFit,
  { ensemble, reviewed, runs, people }: Streamed,
  { counts }: FindingTally,
): Omit<Figures, 'seconds'> {
  const labels = new Map(labelNumbers.map(label => [label, 0]));
  let comparisons = 0;
  let [longer, judged, first, shown] = [0, 0, 0, 0];
  for (let at = 0; at < judgements.length; at++) {
    if (judgements.audited.get(at) === 0) continue;
    comparisons++;
    const label = labelNumbers[judgements.labels.get(at)]!;
    labels.set(label, labels.get(label)! + 1);
    const sign = judgements.signs.get(at);
    if (sign === 0) continue;
    judged++;
    longer += (1 + sign * judgements.longer.get(at)) / 2;
    if (judgements.positioned.get(at) === 0) continue;
    shown++;
    if (sign > 0) first++;
  }
  const share = (hits: number, n: number): Estimate | null => wilson(hits, n);
  return {
    ...fit.figures,
    comparisons,
    labelled: labels.get('a')! + labels.get('b')!,
    ties: labels.get('tie')!,
    bothBad: labels.get('both_bad')!,
    unlabelled: labels.get(null)!,
    malformed: counts.malformed,
    longerWins: share(longer, judged),
    firstPreferred: share(first, shown),
    expectedWrong: expectedWrong({
      ...ensemble,
      reviews: ensemble.reviews.map((_, at) => (reviewed.has(at) ? settled : null)),
    }),
    strength: strengthHistogram(ensemble.preferenceStrength),
    annotation: fit.figures.annotation && withPeople(fit.figures.annotation, people),
    members: fit.figures.members.map(member => withRun(member, runs.get(member.id))),
    findings: counts,
    fittedOn: fit.basis.ensemble.comparisons,
  };
}

/** Populations are the sample's; who belongs to them is told by all votes. */
function withPeople(figures: AnnotatorsFigures, people: PeoplePlaced | null): AnnotatorsFigures {
  const { populations } = figures;
  if (people === null || !populations.known) return figures;
  const { placed, sizes } = people;
  return {
    ...figures,
    populations: {
      ...populations,
      placed,
      populations: populations.populations.map((of, k) => ({ ...of, ...sizes[k]! })),
    },
  };
}

function withRun(member: MemberFigures, streamed: StreamedRun | undefined): MemberFigures {
  if (streamed === undefined) return member;
  const { run, unread } = streamed;
  const lost = unread && `could not be asked about ${unread.comparisons} comparisons: ${unread.why}`;
  return {
    ...member,
    run: run === null ? member.run : addRuns(member.run, run),
    why: [member.why, lost ?? ''].filter(Boolean).join('. '),
  };
}

/** Only that there is a verdict counts. */
const settled = { given: 'seen', recorded: null, verdict: 'tie' } as const;
