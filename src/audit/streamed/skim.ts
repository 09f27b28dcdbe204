import type { Comparison } from '../../dataset/comparison.ts';
import type { Decision } from '../../edits/decision.ts';
import { signOf } from '../../reward/ensemble.ts';
import { decide } from '../decide.ts';
import { type Column, float64, int8, int32 } from '../packed/column.ts';
import type { VotesAlong } from '../votedStore.ts';
import { hash53 } from './hash53.ts';
import { pairHashes } from './pairHashes.ts';
import type { RowSource } from './rowSource.ts';

/** What a first reading keeps of every row: 53 bytes. */
export interface Skim {
  /** Comparisons to be audited: without malformed rows and those that the reviewer dropped. */
  readonly comparisons: number;
  /** Stratum (source and label) of each row; -1 where there is nothing to audit. */
  readonly strata: Column<Int32Array>;
  /** Hash of each row's prompt; 0 where there is nothing to audit. */
  readonly prompts: Column<Float64Array>;
  /** Hashes of the responses of row i, each with its prompt, at 2 i and 2 i + 1. */
  readonly responses: Column<Float64Array>;
  /** Hash of the unordered pair of texts; 0 where there is nothing to audit. */
  readonly pairs: Column<Float64Array>;
  /** Hash of the list that a row is of; 0 where there is none. */
  readonly lists: Column<Float64Array>;
  /** Numbers of the models of row i at 2 i and 2 i + 1; -1 where none is named. */
  readonly models: Column<Int32Array>;
  /** +1 where a is the recorded choice, -1 where b is, else 0, as heads learn from it. */
  readonly signs: Column<Int8Array>;
  /** Rows that somebody voted on whose votes are kept. */
  readonly voted: ReadonlySet<number>;
  /** Rows with a verdict. */
  readonly reviewed: ReadonlySet<number>;
}

/** How to read. */
export interface SkimOptions {
  /** Votes that are kept for the file. */
  readonly votes?: Pick<VotesAlong, 'has'> | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (share: number) => void;
}

/** Reads all rows once, and keeps none. Progress is a share from 0 to 1. */
export async function skim(
  rows: RowSource,
  decisions: ReadonlyMap<number, Decision>,
  { signal, votes, onProgress }: SkimOptions = {},
): Promise<Skim> {
  const strata = int32();
  const prompts = float64();
  const responses = float64();
  const pairs = float64();
  const lists = float64();
  const models = int32();
  const signs = int8();
  const modelNumbers = new Map<string, number>();
  const reviewed = new Set<number>();
  const voted = new Set<number>();
  const numbers = new Map<string, number>();
  let comparisons = 0;
  for await (const batch of rows.batches(signal)) {
    for (const row of batch) {
      const decision = decisions.get(row.row);
      const comparison = row.kind === 'comparison' ? decide(row.comparison, decision) : null;
      if (comparison === null) {
        strata.push(-1);
        prompts.push(0);
        responses.push(0);
        responses.push(0);
        pairs.push(0);
        lists.push(0);
        models.push(-1);
        models.push(-1);
        signs.push(0);
        continue;
      }
      if (hasVerdict(decision)) reviewed.add(strata.length);
      if (votes?.has(comparison.key) === true) voted.add(strata.length);
      strata.push(numberOf(comparison, numbers));
      const hashes = pairHashes(comparison);
      prompts.push(hashes.prompt);
      responses.push(hashes.a);
      responses.push(hashes.b);
      pairs.push(hashes.texts);
      lists.push(comparison.listId === undefined ? 0 : hash53(comparison.listId));
      models.push(modelNumber(comparison.a.model, modelNumbers));
      models.push(modelNumber(comparison.b.model, modelNumbers));
      signs.push(signOf(comparison));
      comparisons++;
    }
    onProgress?.(strata.length / Math.max(1, rows.count));
  }
  return { comparisons, strata, prompts, responses, pairs, lists, models, signs, voted, reviewed };
}

/** Models that are told apart; of others nothing is known. */
const mostModels = 65_536;

function modelNumber(model: string | undefined, numbers: Map<string, number>): number {
  if (model === undefined) return -1;
  const known = numbers.get(model);
  if (known !== undefined) return known;
  if (numbers.size === mostModels) return -1;
  numbers.set(model, numbers.size);
  return numbers.size - 1;
}

function hasVerdict(decision: Decision | undefined): boolean {
  return decision !== undefined && decision.verdict !== null && decision.verdict !== 'later';
}

/** Strata that are told apart; sources beyond are one. */
const mostStrata = 256;

function numberOf({ label, source }: Comparison, numbers: Map<string, number>): number {
  const full = `${label}\u0000${source ?? ''}`;
  const stratum = numbers.has(full) || numbers.size < mostStrata ? full : `${label}`;
  const known = numbers.get(stratum);
  if (known !== undefined) return known;
  numbers.set(stratum, numbers.size);
  return numbers.size - 1;
}

/** 1 for rows of which a response, under its prompt, is in another row too: only these can be duplicates, contradictions or circles. */
export function entangled({ strata, responses }: Skim): Uint8Array {
  const sorted = responses.all().sort();
  const again: number[] = [];
  for (let i = 1; i < sorted.length; i++) {
    const hash = sorted[i]!;
    if (hash !== 0 && hash === sorted[i - 1] && hash !== again.at(-1)) again.push(hash);
  }
  const recurring = new Set(again);
  return Uint8Array.from({ length: strata.length }, (_, i) =>
    strata.get(i) >= 0 && (recurring.has(responses.get(2 * i)) || recurring.has(responses.get(2 * i + 1))) ? 1 : 0,
  );
}
