import { strengthMember } from '../../reward/members/strengthMember.ts';
import type { RecurringStrengths } from '../../reward/strength/recurringStrengths.ts';
import type { AuditModels } from '../auditModels.ts';
import { followUpMember, judgeMember } from '../judgeMembers.ts';
import type { VotesAlong } from '../votedStore.ts';
import { auditedIn, type Chunk, type ChunkBasis } from './judgedChunk.ts';
import { ModelReader, type StreamedRun } from './modelReader.ts';

/** Rows that are judged together. */
const usualChunk = 256;
/** Where models read them, whose batches are fuller then. */
const readChunk = 1024;

/** What is kept of language models' answers about a file. */
export interface KeptAnswers {
  readonly voted: VotesAlong | null;
  readonly followUps: VotesAlong | null;
}

/** What a reader reads by. */
export interface ReaderSources extends KeptAnswers {
  readonly models: AuditModels | undefined;
  readonly strengths: RecurringStrengths;
}

/** Finds out what is known of the comparisons of a chunk beside their texts. */
export class ChunkReader {
  readonly #models: ModelReader;
  readonly #sources: ReaderSources;

  constructor(sources: ReaderSources, basis: ChunkBasis) {
    this.#models = new ModelReader(sources.models, basis);
    this.#sources = sources;
  }

  /** Rows that are best read together. */
  get chunkRows(): number {
    return this.#models.reads ? readChunk : usualChunk;
  }

  /** By id of the model's member. */
  get runs(): ReadonlyMap<string, StreamedRun> {
    return this.#models.runs;
  }

  /**
   * @param start - place of its first row in the file
   * @throws the signal's reason when it is raised
   */
  async read(
    chunk: Pick<Chunk, 'rows' | 'dropped'>,
    start: number,
    signal?: AbortSignal,
  ): Promise<Pick<Chunk, 'readings' | 'votes'>> {
    const { comparisons, places } = auditedIn(chunk);
    const read = await this.#models.read(comparisons, signal);
    const { strengths, voted, followUps } = this.#sources;
    const { margins } = strengths;
    const said = voted?.along(comparisons) ?? null;
    const judge = said?.judge ?? null;
    const followed = followUps?.along(comparisons).judge ?? null;
    return {
      readings: {
        ...read,
        margins: {
          ...read.margins,
          ...(margins && { [strengthMember.id]: Float64Array.from(places, at => margins[start + at]!) }),
          ...(judge && { [judgeMember]: judge }),
          ...(followed && { [followUpMember]: followed }),
        },
      },
      votes: Object.fromEntries((said?.principles ?? []).map(({ principle, votes }) => [principle.id, votes])),
    };
  }

  close(): Promise<void> {
    return this.#models.close();
  }
}
