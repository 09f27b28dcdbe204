import { basename } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import type { Audit, AuditProgress } from '../../audit/audit.ts';
import { auditDataset } from '../../audit/auditDataset.ts';
import type { AuditModels } from '../../audit/auditModels.ts';
import { type Explainable, explainRow } from '../../audit/explainRow.ts';
import { keptVotes, openKeptVotes } from '../../audit/keptVotes.ts';
import { readAll } from '../../audit/readAll.ts';
import { remaining } from '../../audit/remaining.ts';
import { auditSource } from '../../audit/streamed/auditSource.ts';
import { defaultFitSample } from '../../audit/streamed/fitSample.ts';
import { sampleOf } from '../../audit/streamed/sampleOf.ts';
import type { Comparison } from '../../dataset/comparison.ts';
import type { Fingerprint } from '../../dataset/dataset.ts';
import type { FileDataset } from '../../dataset/fileDataset.ts';
import type { Row } from '../../dataset/row.ts';
import { labelsOf } from '../../reward/ensemble.ts';
import { Explainer, type Judged } from '../../reward/explain/explainer.ts';
import type { FittedHeads } from '../../reward/explain/fittedHeads.ts';
import type { ExplainRecipe } from '../../reward/explain/headRecipe.ts';
import type { Explanation } from '../../reward/explanation.ts';
import { TextMemory } from '../../reward/features/textMemory.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { AuditBasis } from '../taskTypes/auditBasis.ts';
import type { ConstitutionOrder, EvaluatedConstitution } from '../taskTypes/constitution.ts';
import type { TaskFile } from '../taskTypes/taskFile.ts';
import { workerSeats } from '../workerSeats.ts';
import { basisRows } from './basisRows.ts';
import { basisSource } from './basisSource.ts';
import { decidedAt } from './decidedAt.ts';
import { evaluateConstitution } from './evaluateConstitution.ts';
import { unfinishedAudit } from './unfinishedAudit.ts';
import { VoteMemory } from './voteMemory.ts';

/** How one audit is to be made. */
export interface AuditWork {
  readonly seed: number;
  readonly models: AuditModels;
  readonly signal: AbortSignal;
  /** By which it is asked to explain it. */
  readonly id: number;
}

/** Explains rows of one audit. */
type Explain = (judged: Judged) => Promise<Explanation | null>;

/** What an audit was of, and what it has fitted. */
interface Explained {
  readonly comparisons: readonly Comparison[];
  /** Reads a comparison that heads were not fitted on. */
  readonly other: Explainable['other'];
  readonly recipe: ExplainRecipe;
  readonly fitted?: FittedHeads;
}

type ReportedWork = Omit<AuditWork, 'id'> & { readonly onProgress: (progress: AuditProgress) => void };

/** All comparisons were fitted on. */
const nobody: Explainable['other'] = async () => null;

/** Share of an audit's progress that reading takes. */
const readingShare = 0.1;

/** A dataset in memory, with what earlier audits of it have counted: the next reads anew only what has changed. */
export class Workplace {
  readonly #file: TaskFile;
  readonly #memory = new TextMemory();
  readonly #votes = new VoteMemory();
  readonly #explainers = new Map<number, () => Promise<Explain>>();
  #read: { readonly fingerprint: Fingerprint; readonly rows: readonly Row[] } | null = null;

  constructor(file: TaskFile) {
    this.#file = file;
  }

  /** Bytes that this thread holds. */
  get held(): number {
    const { used_heap_size, external_memory } = getHeapStatistics();
    return used_heap_size + external_memory;
  }

  /** @throws the signal's reason when it is raised */
  async audit(
    basis: AuditBasis,
    { id, ...work }: AuditWork,
    onProgress: (progress: AuditProgress) => void,
  ): Promise<Audit> {
    const dataset = await openTaskFile({ ...this.#file, written: basis.written });
    try {
      await dataset.ready;
      const fitSample = work.models.fitSample ?? defaultFitSample;
      const reported = { ...work, onProgress };
      return dataset.rowCount + basis.added.length > fitSample
        ? await this.#stream(dataset, basis, id, fitSample, reported)
        : await this.#whole(dataset, basis, id, reported);
    } finally {
      await dataset.close();
    }
  }

  async #whole(dataset: FileDataset, basis: AuditBasis, id: number, work: ReportedWork): Promise<Audit> {
    const { onProgress } = work;
    const rows = await this.#rows(dataset, basis, work.signal, share =>
      onProgress({ stage: 'Reading', share: readingShare * share }),
    );
    const decisions = new Map(basis.decisions);
    const comparisons = remaining(rows, decisions);
    let fitted: FittedHeads = {};
    const audit = await auditDataset(rows, {
      ...work,
      file: basename(this.#file.path),
      format: dataset.format.name,
      decisions,
      comparisons,
      memory: this.#memory,
      voted: along => keptVotes(this.#file.storage, this.#file.path, along),
      onHeads: heads => {
        fitted = heads;
      },
      onProgress: ({ stage, share }) => onProgress({ stage, share: readingShare + (1 - readingShare) * share }),
    });
    // The comparisons that were audited, so that an explanation finds their features made.
    this.#keep(id, async () => ({ comparisons, other: nobody, recipe: audit.explain, fitted }));
    return audit;
  }

  /** Audits a file that is too large to be held. What was judged is on disk until the audit is done. */
  async #stream(
    dataset: FileDataset,
    basis: AuditBasis,
    id: number,
    fitSample: number,
    work: ReportedWork,
  ): Promise<Audit> {
    this.#read = null;
    const decisions = new Map(basis.decisions);
    let comparisons: readonly Comparison[] = [];
    let fitted: FittedHeads = {};
    const partial = await unfinishedAudit(this.#file, dataset, basis, work.seed, work.models);
    const audit = await auditSource(basisSource(dataset, basis), {
      ...work,
      file: basename(this.#file.path),
      format: dataset.format.name,
      decisions,
      fitSample,
      seats: workerSeats,
      kept: async () => ({ voted: await openKeptVotes(this.#file.storage, this.#file.path), followUps: null }),
      partial,
      onStreamed: {
        onHeads: heads => {
          fitted = heads;
        },
        onSample: sample => {
          comparisons = sample;
        },
      },
    });
    await partial.remove();
    this.#keep(id, async () => ({ comparisons, other: this.#reader(basis), recipe: audit.explain, fitted }));
    return audit;
  }

  /** Gets ready to explain an audit that was made elsewhere. */
  load(id: number, basis: AuditBasis, recipe: ExplainRecipe): void {
    this.#keep(id, async () => {
      const dataset = await openTaskFile({ ...this.#file, written: basis.written });
      try {
        await dataset.ready;
        const decisions = new Map(basis.decisions);
        const { sample: most, seed } = recipe;
        if (most === undefined) {
          const rows = await this.#rows(dataset, basis);
          return { comparisons: remaining(rows, decisions), other: nobody, recipe };
        }
        const votes = await openKeptVotes(this.#file.storage, this.#file.path);
        const comparisons = await sampleOf(basisSource(dataset, basis), decisions, { most, seed, votes });
        return { comparisons, other: this.#reader(basis), recipe };
      } finally {
        await dataset.close();
      }
    });
  }

  /** Evaluates a constitution that people edit, on the comparisons as they are decided. */
  async evaluate(basis: AuditBasis, order: ConstitutionOrder): Promise<EvaluatedConstitution> {
    const dataset = await openTaskFile({ ...this.#file, written: basis.written });
    try {
      const rows = await this.#rows(dataset, basis);
      return await evaluateConstitution(this.#file, remaining(rows, new Map(basis.decisions)), order, this.#votes);
    } finally {
      await dataset.close();
    }
  }

  forget(id: number): void {
    this.#explainers.delete(id);
  }

  /** Null for rows that were not audited. @throws Error if the audit is not known here */
  async explain(id: number, judged: Judged): Promise<Explanation | null> {
    const explainer = this.#explainers.get(id);
    if (explainer === undefined) throw new Error('This audit was replaced by a newer one.');
    return (await explainer())(judged);
  }

  /** Reads one comparison of a file that is not held, as it is decided. */
  #reader(basis: AuditBasis): Explainable['other'] {
    return async row => {
      const dataset = await openTaskFile({ ...this.#file, written: basis.written });
      try {
        await dataset.ready;
        return decidedAt(dataset, basis, row);
      } finally {
        await dataset.close();
      }
    };
  }

  #keep(id: number, sources: () => Promise<Explained>): void {
    let explain: Promise<Explain> | null = null;
    const make = async (): Promise<Explain> => {
      const { comparisons, other, recipe, fitted = {} } = await sources();
      const places = new Map(comparisons.map((comparison, place) => [comparison.row, place]));
      const explainer = await Explainer.create(comparisons, labelsOf(comparisons), recipe, {
        memory: this.#memory,
        fitted,
      });
      return judged => explainRow(explainer, { places, other }, judged);
    };
    this.#explainers.set(id, () => {
      explain ??= make().catch(error => {
        explain = null;
        throw error;
      });
      return explain;
    });
  }

  /** All rows as the reviewer first saw them. The file is read anew only if it is another than before. */
  async #rows(
    dataset: FileDataset,
    basis: AuditBasis,
    signal?: AbortSignal,
    onProgress: (share: number) => void = () => undefined,
  ): Promise<Row[]> {
    if (this.#read === null || !same(this.#read.fingerprint, dataset.fingerprint)) {
      this.#read = null;
      const read = await readAll(dataset, onProgress, signal);
      this.#read = { fingerprint: dataset.fingerprint, rows: read };
    }
    return basisRows(dataset, this.#read.rows, basis);
  }
}

function same(one: Fingerprint, other: Fingerprint): boolean {
  return one.size === other.size && one.mtimeMs === other.mtimeMs && one.hash === other.hash;
}
