import type { Row } from '../../dataset/row.ts';
import type { Audit } from '../audit.ts';
import { type AuditOptions, auditDataset } from '../auditDataset.ts';
import type { KeptAnswers } from './chunkReader.ts';
import { ownSeat, type SeatMaker } from './judgeSeats.ts';
import type { PartialAudit } from './partialAudit.ts';
import type { RowSource } from './rowSource.ts';
import { skim } from './skim.ts';
import { type StreamOptions, streamAudit } from './streamAudit.ts';

/** What an audit of a file of any size is made of. */
export interface SourceAuditOptions
  extends Omit<AuditOptions, 'comparisons' | 'memory' | 'voted' | 'followUps' | 'onHeads'> {
  /** Comparisons above which heads are fitted on a sample of about so many, and the file is never held. */
  readonly fitSample: number;
  /** Who judges what was not fitted on (default: this thread). */
  readonly seats?: SeatMaker;
  readonly partial?: PartialAudit;
  /** Opens what is kept of language models' answers about the file. */
  readonly kept?: () => Promise<KeptAnswers>;
  /** Takes what explanations of a streamed audit go by. */
  readonly onStreamed?: Pick<StreamOptions, 'onHeads' | 'onSample'>;
  /** Audits rows that are few enough to be held. */
  readonly whole?: (rows: readonly Row[]) => Promise<Audit>;
}

/** Share of a streamed audit's progress that the first reading takes. */
const skimShare = 0.03;

/**
 * Audits a file: as a whole where it holds at most `fitSample` comparisons, else by a sample and a stream.
 *
 * @throws the signal's reason when it is raised
 */
export async function auditSource(rows: RowSource, options: SourceAuditOptions): Promise<Audit> {
  const { fitSample, seats = ownSeat, partial, kept: open, onStreamed, whole, onProgress, ...rest } = options;
  const { decisions = new Map(), signal } = rest;
  const held = async (kept?: KeptAnswers): Promise<Audit> => {
    const all: Row[] = [];
    for await (const batch of rows.batches(signal)) all.push(...batch);
    if (whole !== undefined) return whole(all);
    const { voted = null, followUps = null } = kept ?? (await open?.()) ?? {};
    return auditDataset(all, {
      ...rest,
      voted: async along => voted?.along(along) ?? null,
      followUps: async along => followUps?.along(along) ?? null,
      ...(onProgress && { onProgress }),
    });
  };
  if (rows.count <= fitSample) return held();
  const kept = await open?.();
  const skimmed = await skim(rows, decisions, {
    votes: kept?.voted ?? null,
    ...(signal === undefined ? {} : { signal }),
    onProgress: share => onProgress?.({ stage: 'Reading', share: skimShare * share }),
  });
  if (skimmed.comparisons <= fitSample) return held(kept);
  return streamAudit(rows, skimmed, {
    ...rest,
    decisions,
    fitSample,
    seats,
    ...(kept && { kept }),
    ...(partial && { partial }),
    ...onStreamed,
    onProgress: ({ share, ...progress }) => onProgress?.({ ...progress, share: skimShare + (1 - skimShare) * share }),
  });
}
