import { type FindingKind, findingKinds } from '../reward/finding.ts';
import type { AuditedRow } from './audit.ts';
import { LazyRows } from './auditRows.ts';
import { float64, int32 } from './packed/column.ts';
import type { FolderComparison } from './rowOfLine.ts';

/** Lines of `comparisons.jsonl` as a report needs them: where they stand, p, and kinds of findings. 28 bytes each. */
export class ReportRows extends LazyRows {
  /** NaN for null. */
  readonly #p = float64();
  readonly #strength = float64();
  readonly #spread = float64();
  /** A bit for each kind. */
  readonly #kinds = int32();

  get length(): number {
    return this.#p.length;
  }

  add({ p, preference_strength: strength, spread, findings }: FolderComparison): void {
    this.#p.push(p ?? Number.NaN);
    this.#strength.push(strength ?? Number.NaN);
    this.#spread.push(spread ?? Number.NaN);
    let kinds = 0;
    for (const [bit, kind] of findingKinds.entries()) if (findings?.includes(kind) === true) kinds |= 1 << bit;
    this.#kinds.push(kinds);
  }

  /** All p, NaN where there is none. */
  p(): Float64Array {
    return this.#p.all();
  }

  at(index: number): AuditedRow | undefined {
    const row = index < 0 ? this.length + index : index;
    if (!(row >= 0 && row < this.length)) return undefined;
    return {
      ...nothing,
      row,
      line: row + 1,
      p: known(this.#p.get(row)),
      preferenceStrength: known(this.#strength.get(row)),
      spread: known(this.#spread.get(row)),
      findings: findingKinds
        .filter((_, bit) => (this.#kinds.get(row) & (1 << bit)) !== 0)
        .map((kind: FindingKind) => ({ kind, score: 0, reason: [''], figures: {} })),
    };
  }
}

const nothing = {
  key: '',
  label: null,
  pWrong: null,
  pWrongRange: null,
  consensus: null,
  degree: null,
  margins: {},
  principlesA: [],
  principlesB: [],
} as const;

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
