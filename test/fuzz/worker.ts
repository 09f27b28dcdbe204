// The thread in which inputs are tried. It writes each one down before it is tried, for whoever watches it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { readCorpus } from './corpus.ts';
import { Coverage } from './coverage.ts';
import { signatureOf } from './fault.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { shrink } from './shrink.ts';
import type { Subject, Target } from './target.ts';
import { targets } from './targets.ts';
import { inputAt, type WorkerData, type WorkerMessage } from './wire.ts';

const { names, seed, executions, until, counters, shared, folder, replay } = workerData as WorkerData;
const state = new Int32Array(shared, 0, 4);
const held = new Uint8Array(shared, inputAt);
/** Faults of one target after which it is not tried further. */
const mostFaults = 8;

const post = (message: WorkerMessage): void => parentPort!.postMessage(message);

/** Tries inputs on one target. */
class Trial {
  readonly #random = new Random(seed);
  readonly #words: readonly Buffer[];
  readonly #inputs: Buffer[] = [];
  readonly #faults = new Set<string>();

  constructor(
    readonly target: Target,
    readonly subject: Subject,
    readonly coverage: Coverage,
    readonly kept: Buffer[],
  ) {
    this.#words = target.words.map(word => Buffer.from(word));
  }

  async run(): Promise<void> {
    for (const input of [...this.target.seeds().map(one => Buffer.from(one)), ...readCorpus(this.target.name)]) {
      await this.note(input);
      this.#inputs.push(input);
    }
    const most = this.target.isSlow ? executions / 10 : executions;
    for (let done = 0; done < most && this.#faults.size < mostFaults; done++) {
      if ((done & 63) === 0) {
        if (Date.now() >= until) break;
        // Lets timers and messages of the part under test come to their turn.
        await new Promise(resolve => setImmediate(resolve));
      }
      await this.note(this.#next());
    }
  }

  /** Tries an input, and keeps it where it reaches something new. */
  async note(input: Buffer): Promise<void> {
    const wrong = await this.#tried(input);
    if (wrong !== null) {
      this.coverage.drop();
      if (this.#faults.has(wrong)) return;
      this.#faults.add(wrong);
      const small = await shrink(input, async one => (await this.#tried(one)) === wrong);
      this.coverage.drop();
      const { name } = this.target;
      post({ fault: { target: name, kind: 'error', what: wrong, input: small.toString('base64') } });
    } else if (this.coverage.take()) {
      this.#inputs.push(input);
      this.kept.push(input);
    }
  }

  /** Writes an input down, tries it, and gives what is wrong with it. */
  async #tried(input: Buffer): Promise<string | null> {
    const length = Math.min(input.length, held.length);
    held.set(input.subarray(0, length));
    state[1] = length;
    Atomics.add(state, 0, 1);
    try {
      const done = this.subject.run(input);
      if (done !== undefined) await done;
      return null;
    } catch (error) {
      return signatureOf(error);
    }
  }

  #next(): Buffer {
    const { target } = this;
    const random = this.#random;
    const inputs = this.#inputs;
    if (target.make !== undefined && random.chance(25)) return Buffer.from(target.make(random));
    // New finds are the most promising.
    const last = Math.max(1, Math.floor(inputs.length / 8));
    const input = random.chance(40) ? inputs[inputs.length - 1 - random.below(last)]! : random.pick(inputs);
    return mutate(input, random, this.#words, inputs, target.mostBytes);
  }
}

async function run(): Promise<void> {
  const coverage = new Coverage(counters);
  const kept: Buffer[] = [];
  for (const target of names.map(name => targets.find(one => one.name === name)!)) {
    post({ began: target.name });
    const place = join(folder, target.name);
    mkdirSync(place);
    Atomics.store(state, 2, 1);
    const subject = await target.open(place);
    Atomics.store(state, 2, 0);
    const trial = new Trial(target, subject, coverage, kept);
    if (replay === undefined) await trial.run();
    else await trial.note(Buffer.from(replay, 'base64'));
    await subject.close?.();
  }
  post({ done: { kept: kept.map(input => input.toString('base64')), parts: coverage.parts } });
}

void run();
