import type { Comparison, Label } from '../../dataset/comparison.ts';
import type { Row } from '../../dataset/row.ts';
import type { Votes } from '../../principles/principle.ts';
import type { Finding } from '../../reward/finding.ts';
import type { FileHabits } from '../../reward/findings/check.ts';
import type { FittedEnsemble } from '../../reward/fitted/fittedEnsemble.ts';
import type { Readings } from '../../reward/fitted/readings.ts';
import type { ObjectiveSource } from '../../reward/objectives/objectiveColumns.ts';
import type { PopulationHeads } from '../../reward/populations/populationHeads.ts';
import type { Outline } from './outline.ts';

/** What all chunks of a file are judged by. Plain data: it travels to worker threads. */
export interface ChunkBasis {
  readonly ensemble: FittedEnsemble;
  /** Ids of the principles that vote. */
  readonly principles: readonly string[];
  /** Sources whose labels run against the others'. */
  readonly inverted: readonly string[];
  readonly habits: FileHabits;
  /** Whether several annotators are named. */
  readonly annotated: boolean;
  /** Id of the encoder by which responses are near to their prompts or far from them; null where there is none. */
  readonly topical: string | null;
  /** Objectives of the file: fewer than two are none. */
  readonly objectives: readonly ObjectiveSource[];
  /** Populations of annotators; null where there are no two. */
  readonly populations: PopulationHeads | null;
}

/** Some rows of a file that follow one another, as decided. */
export interface Chunk {
  readonly rows: readonly Row[];
  /** 1 for those that are not to be audited: the reviewer dropped them. */
  readonly dropped: Uint8Array;
  /** 1 for those whose texts are in other rows, too. */
  readonly entangled: Uint8Array;
  /** What models say of those that are audited, along them. */
  readonly readings: Readings;
  /** Votes that are kept for them, by id of the principle. */
  readonly votes: Readonly<Record<string, Votes>>;
}

/** The comparisons of a chunk that are audited, and their places in it. */
export function auditedIn({ rows, dropped }: Pick<Chunk, 'rows' | 'dropped'>): {
  readonly comparisons: readonly Comparison[];
  readonly places: readonly number[];
} {
  const places: number[] = [];
  const comparisons: Comparison[] = [];
  for (const [at, row] of rows.entries()) {
    if (row.kind === 'malformed' || dropped[at] === 1) continue;
    places.push(at);
    comparisons.push(row.comparison);
  }
  return { comparisons, places };
}

/** Labels by their number. */
export const labelNumbers: readonly (Label | null)[] = [null, 'a', 'b', 'tie', 'both_bad'];

/** What is said of the rows of a chunk, along them. Plain data. */
export interface JudgedChunk {
  readonly rows: Int32Array;
  readonly lines: Int32Array;
  readonly labels: Uint8Array;
  /** 1 where there is a comparison to audit. */
  readonly audited: Uint8Array;
  /** 16 bytes a row; zero for malformed rows. */
  readonly keys: Uint8Array;
  /** Per member: calibrated margin in logits, a minus b; NaN where it has none. */
  readonly margins: readonly Float32Array[];
  /** Per member: what its margins are sums of; empty unless its model has several objectives. */
  readonly parts: readonly (readonly Float32Array[])[];
  readonly margin: Float64Array;
  /** Per objective of the file: margin in its own unit, a minus b; NaN where it says nothing. */
  readonly objectives: readonly Float32Array[];
  /** 1 + the sign of a recorded choice as heads learn from it: 2 for a, 0 for b, 1 for none. */
  readonly signs: Uint8Array;
  /** 1 + the sign of length(a) - length(b). */
  readonly longer: Uint8Array;
  /** 1 where the file says which response was shown first. */
  readonly positioned: Uint8Array;
  /** Votes of the principles, two bits each (0 abstains, 1 for a, 2 for b), each row's beginning with a byte of its own. */
  readonly votes: Uint8Array;
  /** Per population of annotators: margin in logits, a minus b, by heads that saw no vote on the prompt; NaN where there is none. */
  readonly populations: readonly Float32Array[];
  /** Per population: the same by the heads that people are placed by. */
  readonly placing: readonly Float32Array[];
  /** Findings about the texts, and malformed rows. */
  readonly found: readonly { readonly at: number; readonly findings: readonly Finding[] }[];
  readonly outlines: readonly Outline[];
  /** By which asking is worth something, along the rows. */
  readonly asking: AskColumns;
  /** +1 where side a is the first of its pair, -1 where it is not; 0 where no annotators are to be told apart. */
  readonly turns: Int8Array;
  /** Votes that prefer one response. */
  readonly voices: {
    /** Annotators who voted, also those who prefer none. */
    readonly names: readonly string[];
    /** Per vote: place of its row, of the name, and +1 for the first of the pair, -1 for the second. */
    readonly at: Int32Array;
    readonly by: Int32Array;
    readonly side: Int8Array;
  };
}

/** `AskFacts` in columns. */
export interface AskColumns {
  readonly similarity: Float32Array;
  readonly complexity: Int32Array;
  readonly risk: Float32Array;
  readonly words: Int32Array;
  readonly votes: Int32Array;
  readonly same: Uint8Array;
}

/** Bytes that the votes of a row take. */
export function voteBytes(principles: number): number {
  return Math.ceil(principles / 4);
}
