import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledModel } from '../../models/installedModel.ts';
import type { MemberRun } from '../figures.ts';
import { Pace } from '../pace.ts';
import type { Device } from './device.ts';
import type { Graph, Output, Tokens } from './graph.ts';
import { plainReason } from './onnxError.ts';
import { type Machine, openGraph, type Wanted } from './openGraph.ts';
import { removeOldest } from './removeOldest.ts';
import { RowCache } from './rowCache.ts';
import { runBatches } from './runBatches.ts';
import { TextTokenizer } from './tokenizer.ts';

/** Where and on what models run. */
export interface Place extends Machine {
  /** Folder of cached rows; null: nothing is kept. */
  readonly cache: string | null;
  /** Opens a graph (default: on ONNX Runtime). */
  readonly open?: typeof openGraph;
  /** Opens a tokenizer (default: anew each time). */
  readonly tokenizer?: (model: InstalledModel) => Promise<TextTokenizer>;
  /** The cache of a folder (default: anew each time). */
  readonly rows?: (folder: string) => RowCache;
}

/** What a model is to read, once. */
export interface ModelText {
  /** From `rowKey`: equal for equal texts. */
  readonly key: string;
  readonly tokens: (tokenizer: TextTokenizer) => Tokens;
}

/** How an output becomes a text's row of floats. */
export interface Reading {
  readonly wanted: Wanted;
  /** Floats of one text, whose tokens are `length`. @throws OnnxError if the output has the wrong shape */
  readonly row: (output: Output, row: number, length: number) => Float32Array;
}

/** What a caller may ask of a run. */
export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** How long a run goes on before its results are written: what a crash or a cancelled worker can lose. */
const flushEvery = 10_000;
/** Changed when rows of older versions no longer hold. */
const layout = 1;

/**
 * Rows of texts: from the cache where they are there, else run through the model. The graph is opened only if something
 * is missing.
 *
 * @param texts - may hold equal texts; each is run once
 * @returns the row of each key, and how the model was run
 * @throws OnnxError if the model can't be run, or the signal's reason
 */
export async function modelRows(
  model: InstalledModel,
  place: Place,
  texts: readonly ModelText[],
  reading: Reading,
  options: RunOptions = {},
): Promise<{ readonly rows: ReadonlyMap<string, Float32Array>; readonly run: MemberRun }> {
  const began = performance.now();
  const { signal, onProgress } = options;
  const distinct = new Map(texts.map(text => [text.key, text]));
  const { open = openGraph, tokenizer = TextTokenizer.open, rows: cacheOf = folder => new RowCache(folder) } = place;
  const folder = place.cache === null ? null : join(place.cache, folderName(model));
  const before = folder === null ? null : await remembered(folder, place.device);
  let rows = new Map<string, Float32Array>();
  let device = before ?? { provider: 'none', why: '' };
  if (folder !== null && before !== null) {
    rows = await cacheOf(join(folder, before.provider)).read(new Set(distinct.keys()));
  }
  let computed = 0;
  let failed: unknown = null;
  if (rows.size < distinct.size) {
    const graph = await open(model, place, reading.wanted, signal);
    try {
      const cache = folder === null ? null : cacheOf(join(folder, graph.provider));
      if (cache !== null && graph.provider !== before?.provider) rows = await cache.read(new Set(distinct.keys()));
      device = { provider: graph.provider, why: graph.why };
      if (folder !== null) await remember(folder, place.device, device);
      const missing = [...distinct.values()].filter(({ key }) => !rows.has(key));
      computed = missing.length;
      const opened = await tokenizer(model);
      await compute(model, graph, opened, missing, reading, cache, rows, signal, onProgress);
      if (place.cache !== null) await removeOldest(place.cache);
    } catch (error) {
      signal?.throwIfAborted();
      if (graph.provider === 'cpu') throw error;
      failed = error;
    } finally {
      await graph.close();
    }
  }
  if (failed !== null) {
    // Drivers may take a graph and then fail on it.
    const why = [device.why, `${device.provider}: failed while it ran (${plainReason(failed)})`]
      .filter(Boolean)
      .join('; ');
    const onCpu = await modelRows(model, { ...place, device: 'cpu' }, texts, reading, options);
    return { rows: onCpu.rows, run: { ...onCpu.run, why } };
  }
  let truncated = 0;
  for (const row of rows.values()) truncated += row[0]!;
  return {
    rows: new Map(Array.from(rows, ([key, row]) => [key, row.subarray(1)])),
    run: {
      device: device.provider,
      why: device.why,
      seconds: (performance.now() - began) / 1000,
      texts: distinct.size,
      computed,
      truncated,
    },
  };
}

async function compute(
  model: InstalledModel,
  graph: Graph,
  tokenizer: TextTokenizer,
  texts: readonly ModelText[],
  reading: Reading,
  cache: RowCache | null,
  rows: Map<string, Float32Array>,
  signal: AbortSignal | undefined,
  onProgress: ((share: number) => void) | undefined,
): Promise<void> {
  const pace = new Pace(signal);
  const tokens: Tokens[] = [];
  for (const text of texts) {
    tokens.push(text.tokens(tokenizer));
    await pace.step();
  }
  let written = performance.now();
  const rule = { alone: model.precision === 'int8', padId: tokenizer.padId };
  try {
    await runBatches(graph, tokens, rule, {
      ...(signal === undefined ? {} : { signal }),
      onResult: (text, output, row) => {
        const { ids, truncated } = tokens[text]!;
        const values = reading.row(output, row, ids.length);
        // The flag is kept with the row, so that the share truncated is known without tokenizing again.
        const kept = new Float32Array(values.length + 1);
        kept[0] = truncated ? 1 : 0;
        kept.set(values, 1);
        rows.set(texts[text]!.key, kept);
        cache?.add(texts[text]!.key, kept);
      },
      onProgress: async share => {
        onProgress?.(share);
        if (performance.now() - written > flushEvery) {
          await keep(cache);
          written = performance.now();
        }
      },
    });
  } finally {
    await keep(cache);
  }
  await cache?.merge().catch(() => undefined);
}

/** A full or read-only disk costs time at the next audit, not this audit. */
async function keep(cache: RowCache | null): Promise<void> {
  await cache?.flush().catch(() => undefined);
}

/** Names everything that rows depend on beside text and provider: files, precision, recipe and batch rule. */
function folderName({ graph, others, tokenizer, precision, recipe }: InstalledModel): string {
  const files = [graph, tokenizer, ...others].map(({ sha256 }) => sha256);
  const text = JSON.stringify([layout, files, precision, recipe]);
  return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

interface Chosen {
  readonly provider: string;
  readonly why: string;
}

/** Which provider a device turned out to be last time, so that cached rows are found without opening the graph. */
async function remembered(folder: string, device: Device): Promise<Chosen | null> {
  try {
    const { provider, why } = JSON.parse(await readFile(join(folder, `${device}.json`), 'utf8')) as Partial<Chosen>;
    return /^[a-z]+$/.test(provider ?? '') && typeof why === 'string' ? { provider: provider!, why } : null;
  } catch {
    return null;
  }
}

async function remember(folder: string, device: Device, chosen: Chosen): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, `${device}.json`), JSON.stringify(chosen), { mode: 0o600 });
  } catch {
    // As above: without it the graph is opened once more.
  }
}
