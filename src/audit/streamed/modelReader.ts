import type { Comparison } from '../../dataset/comparison.ts';
import { turnsOf } from '../../reward/encoder/datasetVectors.ts';
import { Encoder, isEncoder } from '../../reward/encoder/encoder.ts';
import type { MemberRun } from '../../reward/figures.ts';
import type { FittedEnsemble } from '../../reward/fitted/fittedEnsemble.ts';
import { type EncoderReading, noReadings, type Readings } from '../../reward/fitted/readings.ts';
import { itemsOf } from '../../reward/items.ts';
import { modelMembers } from '../../reward/members/modelMembers.ts';
import { HeldModels } from '../../reward/onnx/heldModels.ts';
import type { Place } from '../../reward/onnx/modelRows.ts';
import { plainReason } from '../../reward/onnx/onnxError.ts';
import type { ObjectiveMargins, RewardModel } from '../../reward/rewardModel.ts';
import type { AuditModels } from '../auditModels.ts';
import type { ChunkBasis } from './judgedChunk.ts';

/** How a model was run over a stream, and why it said nothing of some comparisons. */
export interface StreamedRun {
  readonly run: MemberRun | null;
  /** Comparisons that it could not be asked about, with the last reason. */
  readonly unread: { readonly comparisons: number; readonly why: string } | null;
}

const nothingInstalled: AuditModels = { installed: [], device: 'cpu', cache: '' };

interface EncoderNeed {
  readonly encoder: Encoder;
  readonly prompts: boolean;
}

/**
 * Asks installed models what the heads of an ensemble need to know of comparisons, some at a time. Models stay open, vectors
 * are not kept but in the cache on disk. A model that fails on some comparisons has no opinion on these.
 */
export class ModelReader {
  readonly #held = new HeldModels();
  readonly #encoders: readonly EncoderNeed[];
  readonly #scorers: readonly RewardModel[];
  readonly #runs = new Map<string, StreamedRun>();

  constructor(models: AuditModels | undefined, { ensemble, topical }: Pick<ChunkBasis, 'ensemble' | 'topical'>) {
    const { installed, device, cache, runtime } = models ?? nothingInstalled;
    const place: Place = this.#held.at({ device, cache, ...(runtime === undefined ? {} : { runtime }) });
    const needs = encodersOf(ensemble, topical);
    this.#encoders = installed
      .filter(isEncoder)
      .filter(({ id }) => needs.has(id))
      .map(model => ({ encoder: new Encoder(model, place), prompts: needs.get(model.id)! }));
    const asked = ensemble.members.flatMap(({ heads }) => (heads[0]?.kind === 'given' ? [heads[0].member] : []));
    this.#scorers = modelMembers(
      installed.filter(({ id }) => asked.includes(id)),
      place,
    );
  }

  /** False: there is no model to ask. */
  get reads(): boolean {
    return this.#encoders.length + this.#scorers.length > 0;
  }

  /** By id of the model's member. */
  get runs(): ReadonlyMap<string, StreamedRun> {
    return this.#runs;
  }

  /** @throws the signal's reason when it is raised */
  async read(comparisons: readonly Comparison[], signal?: AbortSignal): Promise<Readings> {
    if (!this.reads || comparisons.length === 0) return noReadings;
    const options = signal === undefined ? {} : { signal };
    const vectors: Record<string, EncoderReading> = {};
    const items = itemsOf(comparisons);
    for (const { encoder, prompts } of this.#encoders) {
      const { id } = encoder.model;
      try {
        const responses = await encoder.encode(items.texts, options);
        this.#note(id, responses.run);
        const turns = prompts ? await encoder.encode(items.prompts.flatMap(turnsOf), options) : null;
        if (turns !== null) this.#note('relevance', turns.run);
        vectors[id] = { width: responses.width, responses: responses.values, prompts: turns?.values ?? null };
      } catch (error) {
        signal?.throwIfAborted();
        for (const member of prompts ? [id, 'relevance'] : [id]) {
          this.#unread(member, comparisons.length, plainReason(error));
        }
      }
    }
    const margins: Record<string, Float64Array> = {};
    const objectives: Record<string, readonly ObjectiveMargins[]> = {};
    const none = new Int8Array(comparisons.length);
    const folds = { count: 1, of: new Uint8Array(comparisons.length) };
    const task = { comparisons, labels: none, textFolds: folds, pairFolds: folds, seed: 0, ...options };
    for (const { id, margins: ask } of this.#scorers) {
      const said = await ask(task);
      if (said.margins === null) {
        this.#unread(id, comparisons.length, said.why);
        continue;
      }
      margins[id] = said.margins;
      if (said.run !== undefined) this.#note(id, said.run);
      if (said.objectives !== undefined) objectives[id] = said.objectives;
    }
    return { margins, objectives, vectors };
  }

  close(): Promise<void> {
    return this.#held.close();
  }

  #note(id: string, run: MemberRun): void {
    const before = this.#runs.get(id) ?? { run: null, unread: null };
    this.#runs.set(id, { ...before, run: addRuns(before.run, run) });
  }

  #unread(id: string, comparisons: number, why: string): void {
    const before = this.#runs.get(id) ?? { run: null, unread: null };
    this.#runs.set(id, {
      ...before,
      unread: { comparisons: (before.unread?.comparisons ?? 0) + comparisons, why },
    });
  }
}

/** Two runs of one model as one: texts that both read count twice. */
export function addRuns(one: MemberRun | null, other: MemberRun): MemberRun {
  return {
    ...other,
    seconds: (one?.seconds ?? 0) + other.seconds,
    texts: (one?.texts ?? 0) + other.texts,
    computed: (one?.computed ?? 0) + other.computed,
    truncated: (one?.truncated ?? 0) + other.truncated,
  };
}

/** Encoders that heads or checks ask for, and whether for prompts, too. */
function encodersOf({ members }: FittedEnsemble, topical: string | null): Map<string, boolean> {
  const needs = new Map<string, boolean>(topical === null ? [] : [[topical, true]]);
  for (const { heads } of members) {
    const [head] = heads;
    if (head?.kind === 'encoder') needs.set(head.encoder, needs.get(head.encoder) ?? false);
    if (head?.kind === 'relevance') needs.set(head.encoder, true);
  }
  return needs;
}
