import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { heldBytes } from './heldBytes.ts';
import { median } from './median.ts';
import { countLines } from './peers.ts';

/** The index of a file beside `wc -l`, in turns, the file in the page cache. */
export interface IndexFigures {
  readonly lines: number;
  /** Medians in ms. */
  readonly index: number;
  readonly wc: number;
  /** Bytes of memory that the open dataset holds, a line. */
  readonly bytesALine: number;
  /** Longest that the thread was busy, in ms. */
  readonly longestWait: number;
}

const runs = 5;

/** @param storage - one of its own for each run: what a run keeps must not help the next */
export async function indexRun(path: string, storage: (run: number) => string): Promise<IndexFigures> {
  await countLines(path);
  const wc: number[] = [];
  const index: number[] = [];
  let memory = 0;
  let longestWait = 0;
  let lines = 0;
  for (let run = 0; run < runs; run++) {
    const counted = await countLines(path);
    wc.push(counted.ms);
    const before = heldBytes();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const dataset = await openDataset(path, { storage: storage(run) });
    await dataset.ready;
    index.push(performance.now() - start);
    delay.disable();
    longestWait = Math.max(longestWait, delay.max / 1e6);
    // What an earlier run left behind may be collected in a later one, so the largest growth is the honest one.
    memory = Math.max(memory, heldBytes() - before);
    lines = dataset.rowCount;
    await dataset.close();
    if (counted.lines !== lines) throw new Error(`wc counts ${counted.lines} lines, the index ${lines}`);
  }
  return { lines, index: median(index), wc: median(wc), bytesALine: memory / lines, longestWait };
}
