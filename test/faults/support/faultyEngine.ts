import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { startEngine, type TestEngine } from '../../engine/support/engine.ts';
import { type FaultPlan, planVariable } from './faultPlan.ts';

let plans = 0;
let code: string | undefined;

/** The layer as one script, for a process that knows nothing of TypeScript. */
function layerCode(): string {
  const { outputFiles } = buildSync({
    entryPoints: ['test/faults/support/faultLayer.ts'],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return outputFiles[0]!.text;
}

/** An engine in which calls to the file system can be made to go wrong. */
export class FaultyEngine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pairlens-faults-'));
  readonly #plan = join(this.#folder, 'plan.json');
  readonly engine: TestEngine;

  constructor() {
    const layer = join(this.#folder, 'faultLayer.cjs');
    code ??= layerCode();
    writeFileSync(layer, code);
    this.engine = startEngine({ [planVariable]: this.#plan, NODE_OPTIONS: `--require ${layer}` });
  }

  /** From now on calls count, and one goes wrong. */
  plan(fault: Omit<FaultPlan, 'id'>): void {
    const text: FaultPlan = { id: plans++, ...fault };
    writeFileSync(`${this.#plan}.new`, JSON.stringify(text));
    renameSync(`${this.#plan}.new`, this.#plan);
    rmSync(`${this.#plan}.calls`, { force: true });
  }

  /** Nothing goes wrong any more. Answers the calls since `plan`, in order. */
  heal(): string[] {
    rmSync(this.#plan, { force: true });
    const file = `${this.#plan}.calls`;
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  }

  /** Kills the engine and clears up. */
  async end(): Promise<void> {
    await this.engine.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
