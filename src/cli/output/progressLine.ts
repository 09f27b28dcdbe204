import type { AuditProgress } from '../../audit/audit.ts';

/** Milliseconds between two lines where the output is no terminal. */
const sparse = 5_000;
/** Milliseconds between two states of the line on a terminal. */
const frequent = 100;

interface Out {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows progress on stderr: one line that is rewritten on a terminal, a line now and then elsewhere. */
export class ProgressLine {
  readonly #out: Out;
  readonly #now: () => number;
  #last = Number.NEGATIVE_INFINITY;
  #stage = '';
  #shown = false;

  constructor(out: Out, now: () => number = () => performance.now()) {
    this.#out = out;
    this.#now = now;
  }

  show({ stage, share, secondsLeft }: AuditProgress): void {
    const terminal = this.#out.isTTY === true;
    const now = this.#now();
    if (now - this.#last < (terminal ? frequent : sparse) && (terminal || stage === this.#stage)) return;
    this.#last = now;
    this.#stage = stage;
    const text = `${String(Math.round(100 * Math.min(1, share))).padStart(3)} %  ${stage}${secondsLeft === undefined ? '' : `, ${timeLeft(secondsLeft)}`}`;
    if (terminal) {
      this.#out.write(`\r\x1b[2K${text.slice(0, (this.#out.columns ?? 80) - 1)}`);
      this.#shown = true;
    } else this.#out.write(`${text}\n`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#out.write('\r\x1b[2K');
    this.#shown = false;
  }
}

/** "about 4 minutes left": no finer than it can be known. */
export function timeLeft(seconds: number): string {
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 90) return `about ${10 * Math.round(seconds / 10)} seconds left`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} minutes left` : `about ${Math.round(minutes / 60)} hours left`;
}
