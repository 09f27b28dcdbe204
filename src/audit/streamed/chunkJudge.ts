import { textOf } from '../../dataset/comparison.ts';
import { askFacts } from '../../reward/asking/askValues.ts';
import { type Topicality, topicalityOf } from '../../reward/encoder/topicality.ts';
import { findAll } from '../../reward/findings/findAll.ts';
import { Judge } from '../../reward/fitted/judge.ts';
import type { Readings } from '../../reward/fitted/readings.ts';
import { objectiveMargin } from '../../reward/objectives/objectiveColumns.ts';
import { Pace } from '../../reward/pace.ts';
import { populationMargins } from '../../reward/populations/populationHeads.ts';
import type { Prepared } from '../../reward/prepared.ts';
import { malformedFinding } from '../malformedFinding.ts';
import { textChecks } from './checkLists.ts';
import { ChunkVoices } from './chunkVoices.ts';
import { auditedIn, type Chunk, type ChunkBasis, type JudgedChunk, labelNumbers, voteBytes } from './judgedChunk.ts';
import { outlineOf, stands } from './outline.ts';
import { pairHashes } from './pairHashes.ts';
import { partialEnsemble } from './partialEnsemble.ts';
import { votesOn } from './votedPrinciples.ts';

const keyBytes = 16;

/** Judges chunks one by one. What it holds does not grow with them. */
export class ChunkJudge {
  readonly #basis: ChunkBasis;
  readonly #judge: Judge;
  readonly #inverted: ReadonlySet<string>;

  constructor(basis: ChunkBasis) {
    this.#basis = basis;
    this.#judge = new Judge(basis.ensemble);
    this.#inverted = new Set(basis.inverted);
  }

  /** @throws the signal's reason when it is raised */
  async judge({ rows, dropped, entangled, readings, votes: kept }: Chunk, signal?: AbortSignal): Promise<JudgedChunk> {
    const { principles, habits, ensemble, objectives, annotated, populations } = this.#basis;
    const n = rows.length;
    const { comparisons, places } = auditedIn({ rows, dropped });
    const judged = await this.#judge.judge(comparisons, signal, readings);
    const { labels, prepared } = judged;
    const { seed } = ensemble;
    const topicality = await this.#topicality(prepared, readings, new Pace(signal));
    const partial = partialEnsemble(comparisons.length, { labels, prepared, seed, topicality });
    const options = { habits, ...(signal === undefined ? {} : { signal }) };
    const found = await findAll(comparisons, partial, options, textChecks);
    const votes = await votesOn(comparisons, principles, kept, signal);
    const width = voteBytes(principles.length);
    const opinions = populations && populationMargins(populations, prepared, judged.places);
    const unknown = (): Float32Array => new Float32Array(n).fill(Number.NaN);
    const result = {
      rows: Int32Array.from(rows, ({ row }) => row),
      lines: Int32Array.from(rows, ({ line }) => line),
      labels: Uint8Array.from(rows, row => (row.kind === 'malformed' ? 0 : labelNumbers.indexOf(row.comparison.label))),
      audited: new Uint8Array(n),
      keys: new Uint8Array(n * keyBytes),
      margins: judged.margins.map(unknown),
      parts: judged.objectives.map(parts => parts.map(unknown)),
      margin: new Float64Array(n).fill(Number.NaN),
      objectives: objectives.map(unknown),
      populations: (opinions?.views ?? []).map(unknown),
      placing: (opinions?.placing ?? []).map(unknown),
      signs: new Uint8Array(n).fill(1),
      longer: new Uint8Array(n).fill(1),
      positioned: new Uint8Array(n),
      votes: new Uint8Array(n * width),
      turns: new Int8Array(n),
      asking: {
        similarity: new Float32Array(n),
        complexity: new Int32Array(n),
        risk: new Float32Array(n),
        words: new Int32Array(n),
        votes: new Int32Array(n),
        same: new Uint8Array(n),
      },
    };
    const voices = new ChunkVoices();
    const all: { at: number; findings: JudgedChunk['found'][number]['findings'] }[] = [];
    for (const [at, row] of rows.entries()) {
      if (row.kind === 'malformed') all.push({ at, findings: [malformedFinding(row)] });
      else result.keys.set(Buffer.from(row.comparison.key, 'hex').subarray(0, keyBytes), at * keyBytes);
    }
    const outlines: JudgedChunk['outlines'][number][] = [];
    for (const [k, at] of places.entries()) {
      const comparison = comparisons[k]!;
      result.audited[at] = 1;
      for (const [m, of] of judged.margins.entries()) result.margins[m]![at] = of[k]!;
      for (const [m, parts] of judged.objectives.entries()) {
        for (const [part, of] of parts.entries()) result.parts[m]![part]![at] = of[k]!;
      }
      result.margin[at] = judged.margin[k]!;
      for (const [o, source] of objectives.entries()) {
        result.objectives[o]![at] = objectiveMargin(source, comparison);
      }
      for (const name of ['populations', 'placing'] as const) {
        const of = opinions?.[name === 'placing' ? 'placing' : 'views'] ?? [];
        for (const [p, margins] of of.entries()) result[name][p]![at] = margins[k]!;
      }
      result.signs[at] = 1 + labels[k]!;
      result.longer[at] = 1 + Math.sign(textOf(comparison.a.messages).length - textOf(comparison.b.messages).length);
      result.positioned[at] = comparison.positioned ? 1 : 0;
      for (const [v, of] of votes.entries()) {
        const bits = of[k] === 0 ? 0 : of[k]! > 0 ? 1 : 2;
        result.votes[at * width + (v >>> 2)]! |= bits << (2 * (v & 3));
      }
      const { same, ...asked } = askFacts(comparison);
      for (const name of ['similarity', 'complexity', 'risk', 'words', 'votes'] as const) {
        result.asking[name][at] = asked[name];
      }
      result.asking.same[at] = same ? 1 : 0;
      if (annotated) result.turns[at] = voices.add(comparison, at);
      if (found[k]!.length > 0) all.push({ at, findings: found[k]! });
      // Populations have no say on sides of two prompts: the check is to know of them.
      const twoPrompts = populations !== null && comparison.promptB !== undefined;
      if (entangled[at] === 1 || twoPrompts || stands(comparison, this.#inverted)) {
        outlines.push(outlineOf(comparison, pairHashes(comparison)));
      }
    }
    return { ...result, found: all, outlines, voices: voices.all() };
  }

  /** Responses are set beside those of the same chunk. */
  async #topicality(prepared: Prepared, { vectors }: Readings, pace: Pace): Promise<Topicality | null> {
    const { topical, ensemble } = this.#basis;
    const reading = topical === null ? undefined : vectors[topical];
    if (reading === undefined || reading.prompts === null) return null;
    const { width, responses, prompts: turns } = reading;
    return topicalityOf({ prepared, width, responses, turns }, ensemble.seed, pace);
  }
}
