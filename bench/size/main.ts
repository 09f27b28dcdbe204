import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { duckdbPeer } from './duckdbPeer.ts';
import { engineRun } from './engineRun.ts';
import { generate } from './generate.ts';
import { indexRun } from './indexRun.ts';
import { copyAndSync, parseLines } from './peers.ts';
import { material } from './sentences.ts';
import { type SizeFigures, sizeTable } from './sizeTable.ts';

/** Threads that read facts; the bare parse has as many. */
const readers = 1;

/**
 * What a large file costs: opening, scrolling, filtering, sorting, editing, saving, in a real engine process, each beside a
 * peer in the same run. 10 MB, 100 MB and 1 GB; `--large` adds 10 GB where the disk has room for three of them, `--quick`
 * leaves out 1 GB, `--sizes 1e9,1e10` names them (from 10 MB on).
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, large: { type: 'boolean' }, sizes: { type: 'string' } },
  });
  const sizes = values.sizes?.split(',').map(Number) ?? [
    1e7,
    1e8,
    ...(values.quick ? [] : [1e9]),
    ...(values.large ? [1e10] : []),
  ];
  const made = material();
  const figures: SizeFigures[] = [];
  for (const size of sizes) {
    const folder = await mkdtemp(join(tmpdir(), 'pairlens-size-'));
    try {
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < 3.2 * size) {
        console.log(
          `${size / 1e6} MB: left out, the disk of ${folder} has only ${Math.round((bavail * bsize) / 1e6)} MB`,
        );
        continue;
      }
      const path = join(folder, 'file.jsonl');
      await generate(path, size, made);
      const index = await indexRun(path, run => join(folder, `index-${run}`));
      const parse = await parseLines(path, readers);
      const copy = await copyAndSync(path, join(folder, 'copy.jsonl'));
      await rm(join(folder, 'copy.jsonl'));
      const duckdb = await duckdbPeer(path);
      const engine = await engineRun(path, join(folder, 'storage'));
      figures.push({ size, index, parse, copy, duckdb, engine });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  console.log(`Text: ${made.from}. Milliseconds, the file in the page cache.`);
  for (const line of sizeTable(figures)) console.log(line);
}

await main();
