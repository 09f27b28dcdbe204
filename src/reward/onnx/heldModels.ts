import type { InstalledModel } from '../../models/installedModel.ts';
import type { Graph } from './graph.ts';
import type { Place } from './modelRows.ts';
import { plainReason } from './onnxError.ts';
import { type Machine, openGraph, type Wanted } from './openGraph.ts';
import { RowCache } from './rowCache.ts';
import { TextTokenizer } from './tokenizer.ts';

/**
 * Models that are run again and again on a few texts each time: graphs and tokenizers stay open until `close`, and caches
 * know what is in their files. A graph whose last run failed is opened on the CPU the next time.
 */
export class HeldModels {
  readonly #graphs = new Map<string, Promise<HeldGraph>>();
  readonly #tokenizers = new Map<string, Promise<TextTokenizer>>();
  readonly #caches = new Map<string, RowCache>();
  readonly #failed = new Map<string, string>();

  /** The same place, where what is opened stays open. */
  at(place: Place): Place {
    const open = place.open ?? openGraph;
    return {
      ...place,
      open: (model, machine, wanted, signal) => this.#graph(open, model, machine, wanted, signal),
      tokenizer: model => held(this.#tokenizers, model.folder, () => TextTokenizer.open(model)),
      rows: folder => {
        const cache = this.#caches.get(folder) ?? new RowCache(folder);
        this.#caches.set(folder, cache);
        return cache;
      },
    };
  }

  async close(): Promise<void> {
    const graphs = [...this.#graphs.values()];
    this.#graphs.clear();
    for (const graph of await Promise.allSettled(graphs)) {
      if (graph.status === 'fulfilled') await graph.value.end();
    }
  }

  async #graph(
    open: typeof openGraph,
    model: InstalledModel,
    machine: Machine,
    wanted: Wanted,
    signal: AbortSignal | undefined,
  ): Promise<Graph> {
    const key = JSON.stringify([model.folder, model.graph.path, machine.device, wanted.names]);
    const why = this.#failed.get(key);
    if (why !== undefined && machine.device !== 'cpu') {
      const onCpu = await this.#graph(open, model, { ...machine, device: 'cpu' }, wanted, signal);
      return { provider: onCpu.provider, why, run: batch => onCpu.run(batch), close: () => onCpu.close() };
    }
    return held(this.#graphs, key, async () => {
      const graph = await open(model, machine, wanted, signal);
      return new HeldGraph(graph, reason => {
        this.#graphs.delete(key);
        this.#failed.set(key, `${graph.provider}: failed while it ran (${plainReason(reason)})`);
      });
    });
  }
}

/** A graph that stays open when its user closes it, unless it failed. */
class HeldGraph implements Graph {
  readonly #graph: Graph;
  readonly #onFailed: (reason: unknown) => void;
  #failure: { readonly reason: unknown } | null = null;

  constructor(graph: Graph, onFailed: (reason: unknown) => void) {
    this.#graph = graph;
    this.#onFailed = onFailed;
  }

  get provider(): string {
    return this.#graph.provider;
  }

  get why(): string {
    return this.#graph.why;
  }

  async run(batch: Parameters<Graph['run']>[0]): ReturnType<Graph['run']> {
    // Whoever runs it may try again with less, so that only the last failure counts.
    try {
      const output = await this.#graph.run(batch);
      this.#failure = null;
      return output;
    } catch (reason) {
      this.#failure = { reason };
      throw reason;
    }
  }

  async close(): Promise<void> {
    if (this.#failure === null) return;
    this.#onFailed(this.#failure.reason);
    await this.end();
  }

  end(): Promise<void> {
    return this.#graph.close();
  }
}

/** What was opened before, or opens it; what failed to open is opened again. */
async function held<T>(known: Map<string, Promise<T>>, key: string, open: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const opened = open();
  known.set(key, opened);
  opened.catch(() => known.delete(key));
  return opened;
}
