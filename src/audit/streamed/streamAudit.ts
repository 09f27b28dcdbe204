import type { Comparison } from '../../dataset/comparison.ts';
import type { Row } from '../../dataset/row.ts';
import type { Decision } from '../../edits/decision.ts';
import { isEncoder } from '../../reward/encoder/encoder.ts';
import type { FittedHeads } from '../../reward/explain/fittedHeads.ts';
import { strengthMember } from '../../reward/members/strengthMember.ts';
import type { RecurringStrengths } from '../../reward/strength/recurringStrengths.ts';
import type { Audit, AuditProgress } from '../audit.ts';
import { type AuditModels, membersOf } from '../auditModels.ts';
import { followUpMembers, judgeMembers } from '../judgeMembers.ts';
import { remaining, reviewsOf } from '../remaining.ts';
import { ChunkReader, type KeptAnswers } from './chunkReader.ts';
import { fileStrength, fileStrengthMember } from './fileStrength.ts';
import { drawSample } from './fitSample.ts';
import { Judgements } from './judgements.ts';
import { judgeRest } from './judgeRest.ts';
import type { SeatMaker } from './judgeSeats.ts';
import { pairNumbers } from './pairNumbers.ts';
import type { PartialAudit } from './partialAudit.ts';
import type { RowSource } from './rowSource.ts';
import { fitSample, type SampleFit } from './sampleFit.ts';
import { withSharedArrays } from './sharedArrays.ts';
import type { Skim } from './skim.ts';
import { wholeAsking } from './wholeAsking.ts';
import { wholeConsensus } from './wholeConsensus.ts';
import { wholeEnsemble } from './wholeEnsemble.ts';
import { FindingTally, wholeFigures } from './wholeFigures.ts';
import { wholeFindings } from './wholeFindings.ts';
import { wholePopulations } from './wholePopulations.ts';
import { wholeRows } from './wholeRows.ts';

/** What a streamed audit is made of. */
export interface StreamOptions {
  readonly file: string;
  readonly format: string;
  readonly decisions: ReadonlyMap<number, Decision>;
  readonly seed: number;
  readonly models?: AuditModels;
  /** Comparisons to fit on, about. */
  readonly fitSample: number;
  readonly seats: SeatMaker;
  /** Rows that are judged together. */
  readonly chunkRows?: number;
  /** Where an audit that ends early is gone on with. */
  readonly partial?: PartialAudit;
  /** What is kept of language models' answers about the file. */
  readonly kept?: KeptAnswers;
  readonly onHeads?: (heads: FittedHeads) => void;
  /** Takes the comparisons that the heads were fitted on. */
  readonly onSample?: (comparisons: readonly Comparison[]) => void;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AuditProgress) => void;
}

/** Processor time that a comparison takes: to be fitted on, and to be judged (ms; measured). They make the shares of progress. */
const costs = { fit: 17, judge: 1.5 };

/**
 * Audits a file that it never holds: heads are fitted on a sample, then all rows are read once more and judged in chunks. What it
 * holds are the sample, some chunks, and columns of numbers for every row.
 *
 * @param skimmed - a first reading of the same rows
 * @throws the signal's reason when it is raised
 */
export async function streamAudit(rows: RowSource, skimmed: Skim, options: StreamOptions): Promise<Audit> {
  const { signal, partial, seed } = options;
  const began = performance.now();
  const total = skimmed.strata.length;
  const sample = drawSample(skimmed, options.fitSample, seed);
  const shares = sharesOf(sample.length, total);
  options.onProgress?.({ stage: strengthMember.name, share: 0 });
  const strengths = await strengthsOf(skimmed, options);
  const { fit, resumed } = await fitOrKept(rows, sample, strengths, options, shares.fit);
  const judgements = new Judgements(fit.basis);
  if (resumed && partial !== undefined) for await (const chunk of partial.chunks()) judgements.add(chunk);
  const seats = options.seats(fit.basis);
  const { voted = null, followUps = null } = options.kept ?? {};
  const reader = new ChunkReader({ models: options.models, strengths, voted, followUps }, fit.basis);
  try {
    await judgeRest({ ...options, rows, skimmed, seats, reader }, judgements, (done, left) =>
      options.onProgress?.({
        stage: `Judging ${counted(total)} rows`,
        share: shares.fit + (shares.end - shares.fit) * (done / total),
        ...(left === null ? {} : { secondsLeft: left }),
      }),
    );
  } finally {
    await seats.close();
    await reader.close();
    await partial?.close();
  }
  options.onProgress?.({ stage: 'Looking for findings', share: shares.end });
  const reviewed = skimmed.reviewed;
  const whole = wholeEnsemble(judgements, fit, reviewed);
  const { populations } = fit.basis;
  const said = populations && wholePopulations(judgements, populations);
  const views = said?.views ?? null;
  const found = await wholeFindings(judgements, whole.ensemble, views, signal);
  const tally = new FindingTally();
  const pairs = pairNumbers(skimmed);
  const columns = {
    found,
    opinions: fit.basis.annotated ? wholeConsensus(judgements, pairs, whole.ensemble.margin, fit.spread) : null,
    views,
    ask: wholeAsking(judgements, pairs, whole.ensemble, reviewed),
  };
  const audited = await wholeRows(judgements, fit, whole, columns, tally, signal);
  const figures = wholeFigures(
    judgements,
    fit,
    { ensemble: whole.ensemble, reviewed, runs: reader.runs, people: said?.people ?? null },
    tally,
  );
  options.onProgress?.({ stage: 'Done', share: 1 });
  return {
    version: 1,
    file: options.file,
    format: options.format,
    at: new Date().toISOString(),
    rows: audited,
    figures: { ...figures, seconds: (performance.now() - began) / 1000 },
    principles: fit.principles,
    explain: { ...fit.explain, sample: options.fitSample },
  };
}

/** Fits the sample, unless an audit that ended early has. */
async function fitOrKept(
  rows: RowSource,
  sample: Int32Array,
  strengths: RecurringStrengths,
  { decisions, seed, models, kept: answers, partial, signal, onHeads, onSample, onProgress }: StreamOptions,
  untilShare: number,
): Promise<{ readonly fit: SampleFit; readonly resumed: boolean }> {
  const read: Row[] = [];
  for await (const row of rows.read(sample)) {
    read.push(row);
    signal?.throwIfAborted();
  }
  const comparisons = remaining(read, decisions);
  onSample?.(comparisons);
  const kept = (await partial?.fit()) ?? null;
  if (kept !== null) return { fit: ofAllSeats(kept), resumed: true };
  const votes = answers?.voted?.along(comparisons) ?? null;
  const members = [
    ...membersOf(models, comparisons),
    ...judgeMembers(votes, models),
    ...followUpMembers(answers?.followUps?.along(comparisons) ?? null, models),
  ];
  const encoder = models?.installed.find(isEncoder);
  const fit = await fitSample(comparisons, {
    seed,
    members: members.map(member => (member.id === strengthMember.id ? fileStrengthMember(strengths, sample) : member)),
    ...(encoder === undefined ? {} : { encoder: encoder.id }),
    reviews: reviewsOf(read, decisions),
    votes,
    ...(signal === undefined ? {} : { signal }),
    ...(onHeads === undefined ? {} : { onHeads }),
    onProgress: share =>
      onProgress?.({ stage: `Fitting on ${counted(comparisons.length)} comparisons`, share: untilShare * share }),
  });
  await partial?.keepFit(fit);
  return { fit: ofAllSeats(fit), resumed: false };
}

/** The same fit in memory that all seats read, so that none has a copy of its own. */
function ofAllSeats(fit: SampleFit): SampleFit {
  return { ...fit, basis: withSharedArrays(fit.basis) };
}

/** Strengths over the whole file, which take its labels only; where item strength is left out there are none. */
function strengthsOf(skimmed: Skim, { seed, models, signal }: StreamOptions): Promise<RecurringStrengths> {
  return models?.without?.includes(strengthMember.id)
    ? Promise.resolve({ margins: null, why: '' })
    : fileStrength(skimmed, seed, signal);
}

function sharesOf(sample: number, total: number): { readonly fit: number; readonly end: number } {
  const fit = costs.fit * sample;
  const judge = costs.judge * total;
  return { fit: (0.97 * fit) / (fit + judge), end: 0.97 };
}

function counted(n: number): string {
  return n.toLocaleString('en');
}
