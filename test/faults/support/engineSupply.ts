import { startEngine, type TestEngine } from '../../engine/support/engine.ts';

/** Engines for runs that kill theirs: one that is alive after a run serves the next. */
export class EngineSupply {
  #spare: TestEngine | null = null;

  take(): TestEngine {
    const engine = this.#spare ?? startEngine();
    this.#spare = null;
    return engine;
  }

  async giveBack(engine: TestEngine): Promise<void> {
    if (this.#spare === null && !engine.process.killed) this.#spare = engine;
    else await engine.kill();
  }

  async end(): Promise<void> {
    await this.#spare?.kill();
    this.#spare = null;
  }
}

/** Runs work with engines to take, and ends what is left of them. */
export async function withEngines<T>(work: (engines: EngineSupply) => Promise<T>): Promise<T> {
  const engines = new EngineSupply();
  try {
    return await work(engines);
  } finally {
    await engines.end();
  }
}
