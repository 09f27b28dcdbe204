import { ProgressLine } from './output/progressLine.ts';
import { type Style, styleFor } from './output/style.ts';

/** What a command writes to, and what stops it. Results go to `out`; everything else to `note` and `progress`. */
export interface Terminal {
  readonly out: (text: string) => void;
  /** A line on stderr, unless `--quiet`. */
  readonly note: (text: string) => void;
  readonly progress: ProgressLine;
  readonly style: Style;
  /** Width of the output in characters. */
  readonly width: number;
  readonly signal: AbortSignal;
}

/** The process's own terminal. */
export function processTerminal(quiet: boolean, signal: AbortSignal): Terminal {
  const { stdout, stderr } = process;
  const silent = { isTTY: false, write: () => true };
  const progress = new ProgressLine(quiet ? silent : stderr);
  return {
    out: text => {
      progress.clear();
      stdout.write(`${text}\n`);
    },
    note: text => {
      progress.clear();
      if (!quiet) stderr.write(`${text}\n`);
    },
    progress,
    style: styleFor(stdout, process.env),
    width: Math.min(Math.max(stdout.columns ?? 100, 40), 140),
    signal,
  };
}
