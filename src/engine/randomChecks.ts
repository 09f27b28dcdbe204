import type { KeyIndex } from '../dataset/keyIndex.ts';
import { isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';
import type { Filter } from '../protocol/view.ts';
import { randomCheckRows } from '../reward/randomCheck.ts';
import type { ComparisonTable } from '../table/comparisonTable.ts';
import { isJudged } from './isJudged.ts';

/** What a check is drawn from. */
export interface CheckSource {
  readonly table: ComparisonTable;
  readonly keys: KeyIndex;
  readonly decisions: ReadonlyMap<number, Decision>;
  /** Changes when facts change. */
  readonly dataVersion: number;
  /** Settles when all facts are in the table: a sample of what was read so far would be none of the file. */
  readonly facts: Promise<void>;
}

/** Rows of a check in the order of review; from `repeatsFrom` on they are rows that come again. */
export interface DrawnCheck {
  readonly rows: Int32Array;
  readonly repeatsFrom: number;
}

/** One comparison in so many comes again. */
const repeatEvery = 10;

/**
 * Draws random checks: comparisons whose label prefers a response, and that have no verdict or one that a random check
 * gave. So a check that was left, or that a crash ended, is drawn again from nothing but the verdicts.
 */
export class RandomChecks {
  readonly #source: CheckSource;
  #order: { readonly key: string; readonly rows: readonly number[]; readonly pool: number } | null = null;

  constructor(source: CheckSource) {
    this.#source = source;
  }

  async draw({ seed, n }: NonNullable<Filter['check']>): Promise<DrawnCheck> {
    const drawn = (await this.#ordered(seed, n)).filter(row => this.#mayBeDrawn(row)).slice(0, n);
    const repeats = drawn.slice(0, Math.floor(drawn.length / repeatEvery));
    return { rows: Int32Array.from([...drawn, ...repeats]), repeatsFrom: drawn.length };
  }

  /** Comparisons that a check can draw, and how many of them one has drawn and the reviewer has judged. */
  async pool(): Promise<{ readonly eligible: number; readonly judged: number }> {
    const rows = await this.#labelled();
    let eligible = 0;
    let judged = 0;
    for (const row of rows) {
      if (!this.#mayBeDrawn(row)) continue;
      eligible++;
      if (isJudged(this.#source.decisions.get(row)?.verdict)) judged++;
    }
    return { eligible, judged };
  }

  #mayBeDrawn(row: number): boolean {
    const decision = this.#source.decisions.get(row);
    return decision === undefined || !isJudged(decision.verdict) || decision.given === 'random';
  }

  /** The first rows of the seed's order, enough that n are left when those with other verdicts are taken out. */
  async #ordered(seed: number, n: number): Promise<readonly number[]> {
    await this.#source.facts;
    const { keys, decisions, dataVersion } = this.#source;
    const wanted = n + decisions.size;
    const key = `${dataVersion}/${seed}`;
    const known = this.#order;
    if (known?.key === key && (known.rows.length >= wanted || known.rows.length === known.pool)) return known.rows;
    const labelled = await this.#labelled();
    const pool = new Array<string | null>(keys.count).fill(null);
    for (const row of labelled) pool[row] = keys.at(row)?.toString(16) ?? null;
    // Some more than are wanted, so that the next verdicts don't ask for a new order.
    const rows = randomCheckRows(pool, seed, wanted + 1000);
    this.#order = { key, rows, pool: labelled.length };
    return rows;
  }

  async #labelled(): Promise<Int32Array> {
    await this.#source.facts;
    const { table } = this.#source;
    const rows = await table.rows({ condition: await table.check("label in ('a', 'b')") });
    // What the reviewer added says nothing of how the file was labelled.
    return rows.filter(row => !isAdded(row));
  }
}
