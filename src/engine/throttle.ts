/** More rows than this are reported as any. */
const most = 1000;

/**
 * Collects rows that changed and reports them at most once in `interval` milliseconds: the first report comes at once.
 * `null` stands for "any row".
 */
export class RowThrottle {
  readonly #report: (rows: readonly number[] | null) => void;
  readonly #interval: number;
  #rows: Set<number> | null = new Set();
  #timer: NodeJS.Timeout | undefined;
  #last = Number.NEGATIVE_INFINITY;

  constructor(report: (rows: readonly number[] | null) => void, interval = 100) {
    this.#report = report;
    this.#interval = interval;
  }

  add(rows: readonly number[] | null): void {
    if (rows === null || rows.length > most) this.#rows = null;
    else if (this.#rows !== null) for (const row of rows) this.#rows.add(row);
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#last + this.#interval - performance.now());
    this.#timer = setTimeout(() => this.#flush(), wait);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#last = performance.now();
    const rows = this.#rows === null ? null : [...this.#rows];
    this.#rows = new Set();
    this.#report(rows);
  }
}
