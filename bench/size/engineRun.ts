import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { applyRequest } from '../../src/protocol/deciding.ts';
import { closeRequest, type OpenParams, openRequest } from '../../src/protocol/opening.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { detailRequest, windowRequest } from '../../src/protocol/reading.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import type { View } from '../../src/protocol/view.ts';
import { startEngine, type TestEngine } from '../../test/engine/support/engine.ts';
import { median } from './median.ts';
import { processFigures } from './processFigures.ts';

/** Milliseconds that an engine process takes for what is asked of it, the wire included. */
export interface EngineFigures {
  /** Until the first rows are there, until all lines are indexed, and until all facts are in the table. */
  readonly opened: number;
  readonly indexed: number;
  readonly facts: number;
  /** Processor time until then; null where the system does not say. */
  readonly factsCpu: number | null;
  /** Windows of 40 rows at twenty places: the middle and the slowest. */
  readonly scroll: readonly [median: number, worst: number];
  readonly filter: number;
  readonly sort: number;
  readonly sortByColumn: number;
  readonly wordSearch: number;
  readonly verdict: number;
  /** Of the file with one label flipped. */
  readonly save: number;
  /** Until the same file, opened again by another engine, has all facts in the table. */
  readonly again: number;
  /** Most memory at one time, in bytes, of the first engine. */
  readonly peakBytes: number | null;
}

const doc = 'bench';
const everything: View = { filter: {}, sort: 'position' };

/** Opens a file in an engine of its own, does what a reviewer does, and opens it again. One label of the file is flipped. */
export async function engineRun(path: string, storage: string): Promise<EngineFigures> {
  const first = await inEngine(async engine => {
    await olderThan(path, 1_000);
    return review(engine, path, storage);
  });
  const again = await inEngine(engine => untilFacts(engine, path, storage));
  return { ...first, again: again.facts };
}

async function inEngine<T>(work: (engine: TestEngine) => Promise<T>): Promise<T> {
  const engine = startEngine();
  try {
    return await work(engine);
  } finally {
    await engine.stop();
  }
}

type Opening = Pick<EngineFigures, 'opened' | 'indexed' | 'facts'>;

async function untilFacts({ connection }: TestEngine, path: string, storage: string): Promise<Opening> {
  const began = performance.now();
  const params: OpenParams = { doc, path, storage, reviewer: 'bench', applyToRecord: true };
  await connection.sendRequest(openRequest, params);
  await connection.sendRequest(windowRequest, { doc, view: everything, start: 0, count: 40 });
  const opened = performance.now() - began;
  while (!(await connection.sendRequest(overviewRequest, { doc })).indexed) await pause(5);
  const indexed = performance.now() - began;
  // An empty window: nothing of it is read, so that it only asks whether all facts are there.
  const all = { doc, view: { filter: {}, sort: 'length' }, start: 0, count: 0 } as const;
  while (!(await connection.sendRequest(windowRequest, all)).complete) await pause(20);
  return { opened, indexed, facts: performance.now() - began };
}

async function review(engine: TestEngine, path: string, storage: string): Promise<Omit<EngineFigures, 'again'>> {
  const { connection } = engine;
  const opening = await untilFacts(engine, path, storage);
  const figures = async (): ReturnType<typeof processFigures> => processFigures(engine.process.pid!);
  const factsCpu = (await figures())?.cpu ?? null;
  const window = (view: View, start = 0) => connection.sendRequest(windowRequest, { doc, view, start, count: 40 });
  const { rowCount } = await connection.sendRequest(overviewRequest, { doc });
  const scrolled: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = Math.floor((rowCount * ((i * 7) % 20)) / 20);
    scrolled.push(await timed(() => window(everything, start)));
    await connection.sendRequest(detailRequest, { doc, rows: [start] });
  }
  // Each view is asked once, so that none is answered from memory.
  const sql = (i: number, value: string): View['filter'] => ({
    text: { kind: 'sql', value: `${value} and ${i} = ${i}` },
  });
  const filter = await middle(i => window({ filter: sql(i, 'chars_a > 2 * chars_b'), sort: 'position' }));
  const sort = await middle(i => window({ filter: sql(i, 'row >= 0'), sort: 'length', descending: true }));
  const sortByColumn = await middle(i => window({ filter: sql(i, 'row >= 0'), sort: 'column:annotator' }));
  const words: View = { filter: { text: { kind: 'words', value: 'thanksgiving' } }, sort: 'position' };
  const wordSearch = await timed(async () => {
    while (!(await window(words)).complete) await pause(20);
  });
  const verdict = await timed(() =>
    connection.sendRequest(applyRequest, {
      doc,
      action: { type: 'verdict', row: rowCount >> 1, verdict: 'b', given: 'seen', at: '2026-01-02T03:04:05.000Z' },
    }),
  );
  const kept = await untilKept(storage);
  const save = await timed(() => connection.sendRequest(saveRequest, { doc, path: null, overwrite: false }));
  const peakBytes = (await figures())?.peakBytes ?? null;
  await untilKept(storage, kept);
  await connection.sendRequest(closeRequest, { doc, keepJournal: false });
  const scroll = [median(scrolled), Math.max(...scrolled)] as const;
  return { ...opening, factsCpu, scroll, filter, sort, sortByColumn, wordSearch, verdict, save, peakBytes };
}

/** A file that was written just now is not told from its next change. */
async function olderThan(path: string, milliseconds: number): Promise<void> {
  while (Date.now() - (await stat(path)).ctimeMs < milliseconds) await pause(50);
}

/** Waits until facts are kept, of another content than before. Gives the name of their file. */
async function untilKept(storage: string, before?: string): Promise<string> {
  for (;;) {
    const names = await readdir(join(storage, 'facts')).catch(() => []);
    const kept = names.filter(name => name.endsWith('.parquet'));
    if (kept.length === 1 && kept[0] !== before) return kept[0]!;
    await pause(50);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function middle(work: (i: number) => Promise<unknown>): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < 5; i++) all.push(await timed(() => work(i)));
  return median(all);
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
