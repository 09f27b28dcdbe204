import type { Readings } from '../../reward/fitted/readings.ts';
import { strengthMember } from '../../reward/members/strengthMember.ts';
import type { RecurringStrengths } from '../../reward/strength/recurringStrengths.ts';
import type { AuditModels } from '../auditModels.ts';
import { auditedIn, type Chunk, type ChunkBasis } from './judgedChunk.ts';
import { ModelReader, type StreamedRun } from './modelReader.ts';

/** Rows that are judged together. */
const usualChunk = 256;
/** Where models read them, whose batches are fuller then. */
const readChunk = 1024;

/** Finds out what is known of the comparisons of a chunk beside their texts. */
export class ChunkReader {
  readonly #models: ModelReader;
  readonly #strengths: RecurringStrengths;

  constructor(models: AuditModels | undefined, basis: ChunkBasis, strengths: RecurringStrengths) {
    this.#models = new ModelReader(models, basis);
    this.#strengths = strengths;
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
  async read(chunk: Pick<Chunk, 'rows' | 'dropped'>, start: number, signal?: AbortSignal): Promise<Readings> {
    const { comparisons, places } = auditedIn(chunk);
    const readings = await this.#models.read(comparisons, signal);
    const { margins } = this.#strengths;
    if (margins === null) return readings;
    const strength = Float64Array.from(places, at => margins[start + at]!);
    return { ...readings, margins: { ...readings.margins, [strengthMember.id]: strength } };
  }

  close(): Promise<void> {
    return this.#models.close();
  }
}
