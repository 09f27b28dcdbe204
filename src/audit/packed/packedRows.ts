import type { Label } from '../../dataset/comparison.ts';
import type { AuditedRow } from '../audit.ts';
import { LazyRows } from '../auditRows.ts';
import { BytePool } from './bytePool.ts';
import { type Column, float64, int32, uint8 } from './column.ts';

/** What a row says that has no column: there is nothing of it in most rows. */
type Rest = Pick<AuditedRow, 'findings' | 'objectives' | 'byObjective'> & { readonly key?: string };

const labels: readonly (Label | null)[] = [null, 'a', 'b', 'tie', 'both_bad'];
const keyBytes = 16;
const nothing = Buffer.alloc(0);
const absent = Number.POSITIVE_INFINITY;
const noRest: Rest = { findings: [] };

/**
 * Audited rows in columns: about 200 bytes a row and what its findings say, outside the heap. They read as they were added,
 * number by number.
 */
export class PackedRows extends LazyRows {
  readonly #rows = int32();
  readonly #lines = int32();
  readonly #labels = uint8();
  readonly #keys = uint8();
  /** NaN for null. */
  readonly #numbers = {
    p: float64(),
    pWrong: float64(),
    low: float64(),
    high: float64(),
    preferenceStrength: float64(),
    spread: float64(),
    consensus: float64(),
    degree: float64(),
    askValue: float64(),
  };
  /** By member id; NaN where it has no opinion. */
  readonly #margins = new Map<string, Column<Float64Array>>();
  /** NaN for null; Infinity in rows that have none. */
  readonly #populations: Column<Float64Array>[] = [];
  readonly #principles = new Map<string, number>();
  readonly #principleIds: string[] = [];
  /** Numbers of the principles for a, a separator, and those for b; two bytes each. */
  readonly #votes = new BytePool();
  readonly #rest = new BytePool();

  /** Packs rows one by one. */
  static of(rows: Iterable<AuditedRow>): PackedRows {
    const packed = new PackedRows();
    for (const row of rows) packed.add(row);
    return packed;
  }

  get length(): number {
    return this.#rows.length;
  }

  add(row: AuditedRow): void {
    const at = this.length;
    this.#lines.push(row.line);
    this.#labels.push(labels.indexOf(row.label));
    const key = keyOf(row.key);
    for (let i = 0; i < keyBytes; i++) this.#keys.push(key?.[i] ?? 0);
    const { p, pWrong, low, high, preferenceStrength, spread, consensus, degree, askValue } = this.#numbers;
    p.push(row.p ?? Number.NaN);
    pWrong.push(row.pWrong ?? Number.NaN);
    low.push(row.pWrongRange?.[0] ?? Number.NaN);
    high.push(row.pWrongRange?.[1] ?? Number.NaN);
    preferenceStrength.push(row.preferenceStrength ?? Number.NaN);
    spread.push(row.spread ?? Number.NaN);
    consensus.push(row.consensus ?? Number.NaN);
    degree.push(row.degree ?? Number.NaN);
    askValue.push(row.askValue ?? Number.NaN);
    for (const [id, margin] of Object.entries(row.margins)) {
      const column = this.#margins.get(id) ?? filled(at, Number.NaN);
      this.#margins.set(id, column);
      column.push(margin);
    }
    for (const column of this.#margins.values()) if (column.length === at) column.push(Number.NaN);
    this.#addPopulations(row.populations ?? []);
    this.#votes.add(this.#votesOf(row));
    const { findings, objectives, byObjective } = row;
    const more = {
      ...(objectives && { objectives }),
      ...(byObjective && { byObjective }),
      ...(key === null && { key: row.key }),
    };
    const rest: Rest = { findings, ...more };
    const plain = findings.length === 0 && Object.keys(more).length === 0;
    this.#rest.add(plain ? nothing : Buffer.from(JSON.stringify(rest)));
    this.#rows.push(row.row);
  }

  at(index: number): AuditedRow | undefined {
    const at = index < 0 ? this.length + index : index;
    if (!(at >= 0 && at < this.length)) return undefined;
    const { p, pWrong, low, high, preferenceStrength, spread, consensus, degree, askValue } = this.#numbers;
    const bytes = this.#rest.get(at);
    const rest = bytes.length === 0 ? noRest : (JSON.parse(bytes.toString('utf8')) as Rest);
    const range = Number.isNaN(low.get(at)) ? null : ([low.get(at), high.get(at)] as const);
    const ask = askValue.get(at);
    const [principlesA, principlesB] = this.#principlesAt(at);
    const populations = this.#populationsAt(at);
    return {
      row: this.#rows.get(at),
      line: this.#lines.get(at),
      key: rest.key ?? this.#keyAt(at),
      label: labels[this.#labels.get(at)]!,
      p: known(p.get(at)),
      pWrong: known(pWrong.get(at)),
      pWrongRange: range,
      preferenceStrength: known(preferenceStrength.get(at)),
      spread: known(spread.get(at)),
      consensus: known(consensus.get(at)),
      degree: known(degree.get(at)),
      ...(populations.length > 0 && { populations }),
      ...(rest.byObjective && { byObjective: rest.byObjective }),
      ...(Number.isNaN(ask) ? {} : { askValue: ask }),
      margins: this.#marginsAt(at),
      ...(rest.objectives && { objectives: rest.objectives }),
      findings: rest.findings,
      principlesA,
      principlesB,
    };
  }

  #addPopulations(populations: readonly (number | null)[]): void {
    const at = this.length;
    while (this.#populations.length < populations.length) this.#populations.push(filled(at, absent));
    for (const [k, column] of this.#populations.entries()) {
      column.push(k < populations.length ? (populations[k] ?? Number.NaN) : absent);
    }
  }

  #populationsAt(at: number): (number | null)[] {
    const all = this.#populations.map(column => column.get(at));
    return all.flatMap(value => (value === absent ? [] : [known(value)]));
  }

  #marginsAt(at: number): Record<string, number> {
    const margins: Record<string, number> = {};
    for (const [id, column] of this.#margins) {
      const margin = column.get(at);
      if (!Number.isNaN(margin)) margins[id] = margin;
    }
    return margins;
  }

  #keyAt(at: number): string {
    const bytes = Buffer.alloc(keyBytes);
    for (let i = 0; i < keyBytes; i++) bytes[i] = this.#keys.get(at * keyBytes + i);
    return bytes.toString('hex');
  }

  #votesOf({ principlesA, principlesB }: AuditedRow): Uint8Array {
    if (principlesA.length + principlesB.length === 0) return nothing;
    const numbers = [...principlesA.map(id => this.#numberOf(id)), 0, ...principlesB.map(id => this.#numberOf(id))];
    return new Uint8Array(Uint16Array.from(numbers).buffer);
  }

  #principlesAt(at: number): [a: string[], b: string[]] {
    // Copied, so that the numbers are aligned.
    const numbers = new Uint16Array(Uint8Array.from(this.#votes.get(at)).buffer);
    const middle = numbers.indexOf(0);
    const named = (of: Uint16Array): string[] => Array.from(of, number => this.#principleIds[number - 1]!);
    return middle < 0 ? [[], []] : [named(numbers.subarray(0, middle)), named(numbers.subarray(middle + 1))];
  }

  /** From 1. */
  #numberOf(principle: string): number {
    const found = this.#principles.get(principle);
    if (found !== undefined) return found;
    const number = this.#principleIds.push(principle);
    if (number > 0xffff) throw new RangeError('an audit has more principles than 65,535');
    this.#principles.set(principle, number);
    return number;
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** The bytes of a key of 32 hex digits; null for any other. */
function keyOf(key: string): Buffer | null {
  return /^[0-9a-f]{32}$/.test(key) ? Buffer.from(key, 'hex') : null;
}

function filled(length: number, value: number): Column<Float64Array> {
  const column = float64();
  for (let i = 0; i < length; i++) column.push(value);
  return column;
}
