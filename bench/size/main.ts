import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { countLines } from './countLines.ts';
import { generate } from './generate.ts';
import { heldBytes } from './heldBytes.ts';

/**
 * How long it takes to open and index a large JSON Lines file, beside `wc -l` on the same file, both from the page cache
 * and in turns; and the memory that the open dataset holds. `--quick`: 1 GB; else 1, 2 and 4 GB.
 */
async function main(): Promise<void> {
  const gigabytes = process.argv.includes('--quick') ? [1] : [1, 2, 4];
  const folder = await mkdtemp(join(tmpdir(), 'pairlens-size-'));
  try {
    for (const size of gigabytes) await measure(folder, size);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const runs = 5;

async function measure(folder: string, gigabytes: number): Promise<void> {
  const path = join(folder, `${gigabytes}gb.jsonl`);
  const lines = await generate(path, gigabytes * 1e9);
  console.log(`${gigabytes} GB, ${lines.toLocaleString('en')} lines, ${runs} runs each, page cache warm`);
  await countLines(path);
  const wc: number[] = [];
  const index: number[] = [];
  let memory = 0;
  let wait = 0;
  for (let run = 0; run < runs; run++) {
    const counted = await countLines(path);
    wc.push(counted.ms);
    const before = heldBytes();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const start = performance.now();
    const dataset = await openDataset(path, { storage: folder });
    await dataset.ready;
    index.push(performance.now() - start);
    delay.disable();
    wait = Math.max(wait, delay.max / 1e6);
    // What an earlier run left behind may be collected in a later one, so the largest growth is the honest one.
    memory = Math.max(memory, heldBytes() - before);
    if (dataset.rowCount !== lines || counted.lines !== lines) {
      throw new Error(`${lines} lines were written, wc counts ${counted.lines}, the index ${dataset.rowCount}`);
    }
    await dataset.close();
  }
  await rm(path);
  console.log('            median ms    best ms');
  console.log(`  wc -l    ${column(median(wc))}${column(Math.min(...wc))}`);
  console.log(`  index    ${column(median(index))}${column(Math.min(...index))}`);
  console.log(`longest wait of the main thread = ${wait.toFixed(1)} ms`);
  console.log(`index / wc -l = ${(median(index) / median(wc)).toFixed(2)}`);
  console.log(`bytes of memory a line = ${(memory / lines).toFixed(1)}`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function column(ms: number): string {
  return ms.toFixed(0).padStart(11);
}

await main();
