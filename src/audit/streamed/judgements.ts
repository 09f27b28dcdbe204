import type { Finding } from '../../reward/finding.ts';
import { BytePool } from '../packed/bytePool.ts';
import { type Column, float32, float64, int8, int32, uint8 } from '../packed/column.ts';
import { type ChunkBasis, type JudgedChunk, voteBytes } from './judgedChunk.ts';
import type { Outline } from './outline.ts';

const keyBytes = 16;
const askColumns = ['similarity', 'complexity', 'risk', 'words', 'votes', 'same'] as const;
const nothing = Buffer.alloc(0);

/** What was said of the rows of a file so far, in columns: some 170 bytes a row, and what findings about their texts say. */
export class Judgements {
  readonly rows = int32();
  readonly lines = int32();
  readonly labels = uint8();
  readonly audited = uint8();
  /** Calibrated margins, a minus b, per member. */
  readonly margins: readonly Column<Float32Array>[];
  /** Per member: what these are sums of; empty unless its model has several objectives. */
  readonly parts: readonly (readonly Column<Float32Array>[])[];
  readonly margin = float64();
  /** Per objective of the file, in its own unit, a minus b. */
  readonly objectives: readonly Column<Float32Array>[];
  /** Per population of annotators, a minus b: by heads that saw no vote on the prompt, and by those that people are placed by. */
  readonly populations: readonly Column<Float32Array>[];
  readonly placing: readonly Column<Float32Array>[];
  /** +1: a is the recorded choice; -1: b; 0: none. */
  readonly signs = int8();
  readonly longer = int8();
  readonly positioned = uint8();
  readonly turns = int8();
  /** Votes of annotators that prefer one response: row, annotator, and +1 for the first of the pair, -1 for the second. */
  readonly voices = { names: new Map<string, number>(), rows: int32(), annotators: int32(), sides: int8() };
  readonly asking = {
    similarity: float32(),
    complexity: int32(),
    risk: float32(),
    words: int32(),
    votes: int32(),
    same: uint8(),
  };
  readonly outlines: { readonly at: number; readonly outline: Outline }[] = [];
  readonly #keys = uint8();
  readonly #votes = uint8();
  readonly #width: number;
  readonly #found = new BytePool();

  constructor({
    ensemble,
    principles,
    objectives,
    populations,
  }: Pick<ChunkBasis, 'ensemble' | 'principles' | 'objectives' | 'populations'>) {
    this.margins = ensemble.members.map(float32);
    this.parts = ensemble.members.map(member => member.objectives.map(float32));
    this.objectives = objectives.map(float32);
    this.populations = (populations?.names ?? []).map(float32);
    this.placing = (populations?.names ?? []).map(float32);
    this.#width = voteBytes(principles.length);
  }

  get length(): number {
    return this.rows.length;
  }

  add(chunk: JudgedChunk): void {
    const start = this.length;
    const places = new Map(Array.from(chunk.rows, (row, i) => [row, start + i]));
    const found = new Map(chunk.found.map(({ at, findings }) => [at, findings]));
    for (let i = 0; i < chunk.rows.length; i++) {
      this.rows.push(chunk.rows[i]!);
      this.lines.push(chunk.lines[i]!);
      this.labels.push(chunk.labels[i]!);
      this.audited.push(chunk.audited[i]!);
      for (const [m, of] of chunk.margins.entries()) this.margins[m]!.push(of[i]!);
      for (const [m, parts] of chunk.parts.entries()) {
        for (const [k, of] of parts.entries()) this.parts[m]![k]!.push(of[i]!);
      }
      for (const [k, of] of chunk.objectives.entries()) this.objectives[k]!.push(of[i]!);
      for (const [k, of] of chunk.populations.entries()) this.populations[k]!.push(of[i]!);
      for (const [k, of] of chunk.placing.entries()) this.placing[k]!.push(of[i]!);
      this.margin.push(chunk.margin[i]!);
      this.signs.push(chunk.signs[i]! - 1);
      this.longer.push(chunk.longer[i]! - 1);
      this.positioned.push(chunk.positioned[i]!);
      for (let k = 0; k < keyBytes; k++) this.#keys.push(chunk.keys[i * keyBytes + k]!);
      for (let k = 0; k < this.#width; k++) this.#votes.push(chunk.votes[i * this.#width + k]!);
      this.turns.push(chunk.turns[i]!);
      for (const name of askColumns) this.asking[name].push(chunk.asking[name][i]!);
      const findings = found.get(i);
      this.#found.add(findings === undefined ? nothing : Buffer.from(JSON.stringify(findings)));
    }
    this.#addVoices(chunk.voices, start);
    for (const outline of chunk.outlines) this.outlines.push({ at: places.get(outline.comparison.row)!, outline });
  }

  #addVoices({ names, at, by, side }: JudgedChunk['voices'], start: number): void {
    const known = this.voices.names;
    const numbers = names.map(name => {
      const number = known.get(name) ?? known.size;
      known.set(name, number);
      return number;
    });
    for (const [v, place] of at.entries()) {
      this.voices.rows.push(start + place);
      this.voices.annotators.push(numbers[by[v]!]!);
      this.voices.sides.push(side[v]!);
    }
  }

  /** 32 hex digits; only of rows that are comparisons. */
  key(at: number): string {
    const bytes = Buffer.alloc(keyBytes);
    for (let k = 0; k < keyBytes; k++) bytes[k] = this.#keys.get(at * keyBytes + k);
    return bytes.toString('hex');
  }

  /** +1 for a, -1 for b, 0. */
  vote(at: number, principle: number): -1 | 0 | 1 {
    const bits = (this.#votes.get(at * this.#width + (principle >>> 2)) >>> (2 * (principle & 3))) & 3;
    return bits === 1 ? 1 : bits === 2 ? -1 : 0;
  }

  /** Findings about the texts of a row, and that it is malformed. */
  found(at: number): readonly Finding[] {
    const bytes = this.#found.get(at);
    return bytes.length === 0 ? [] : (JSON.parse(bytes.toString('utf8')) as Finding[]);
  }
}
