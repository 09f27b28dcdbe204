import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { draftRequest } from '../../src/protocol/deciding.ts';
import { closeRequest } from '../../src/protocol/opening.ts';
import { detailRequest, windowRequest } from '../../src/protocol/reading.ts';
import { wholeFile } from '../../src/protocol/view.ts';
import { Random } from '../../src/reward/random.ts';
import { startEngine } from '../engine/support/engine.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { Part } from './part.ts';
import { madeFile } from './support/madeFile.ts';
import { randomAction } from './support/randomAction.ts';
import { KilledSession } from './support/session.ts';
import { median, type Usage, usageOf } from './support/usage.ts';

const fileRows = 100_000;
/** Bytes of a response: 100 MB in all. */
const responseBytes = 480;
/** Comparisons that a reviewer comes back to. What is decided is held in memory, so it must be as much all the time. */
const reviewed = 5000;
/** Memory may grow so much from the first half after the warm-up to the last tenth: a share, and MiB. */
const growth = { share: 0.1, more: 32 };

/** Decides, looks, and saves for a long time, and measures what the engine holds. `--runs 500` makes 50,000 actions. */
export const load: Part = {
  name: 'load',
  title: 'very many actions on a 100 MB file: memory, handles, threads, files',
  run: async ({ runs, seed, onFailure }) => {
    try {
      return { counts: await many(runs * 100, seed), failures: [] };
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error);
      onFailure(failure);
      return { counts: {}, failures: [failure] };
    }
  },
};

async function many(actions: number, seed: number): Promise<Record<string, number>> {
  const random = new Random(seed);
  const folder = temporaryFolder();
  const engine = startEngine();
  const pid = engine.process.pid!;
  try {
    const made = madeFile(fileRows, seed, responseBytes);
    const session = new KilledSession(folder, made, engine, { keepsStates: false });
    const bytes = statSync(session.path).size;
    await engine.open({ doc: 'd', path: session.path, storage: session.storage });
    await engine.connection.sendRequest(draftRequest, { doc: 'd', row: made.comparisons[0]!, kind: 'copy' });
    const rows = random
      .shuffle(Array.from({ length: reviewed }, (_, i) => made.comparisons[i * 15]!))
      .toSorted((x, y) => x - y);
    const before = usageOf(pid);
    const samples: Usage[] = [];
    for (let nth = 1; nth <= actions; nth++) {
      await session.act(randomAction(random, rows, nth));
      if (nth % 5 === 0) await look(engine.connection, random);
      if (nth % (actions / 10) === 0) await session.save();
      if (nth % (actions / 100) === 0) samples.push(usageOf(pid));
    }
    assert.equal(session.truth.wrongFile(readFileSync(session.path, 'utf8'), session.truth.sent), null);
    // A fifth of the time everything is touched, compiled and cached for the first time.
    const early = samples.slice(20, 60);
    const late = samples.slice(90);
    const memory = [early, late].map(part => median(part.map(sample => sample.memory))) as [number, number];
    assert.ok(
      memory[1] <= memory[0] * (1 + growth.share) + growth.more,
      `memory grew from ${memory[0]} to ${memory[1]} MiB`,
    );
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    const after = await settled(pid, before);
    assert.ok(after.handles <= before.handles, `${before.handles} handles became ${after.handles}`);
    assert.equal(after.children, 0, 'child processes');
    const files = readdirSync(dirname(session.path), { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      files.filter(name => /\.tmp$|journal|\.rows\./.test(name)),
      [],
      'files that are left',
    );
    return {
      actions,
      saves: session.saves.length,
      'MB of file': Math.round(bytes / 1e6),
      'MiB after warm-up': Math.round(memory[0]),
      'MiB at the end': Math.round(memory[1]),
      'MiB at most': Math.round(Math.max(...samples.map(sample => sample.memory))),
      'handles before': before.handles,
      'handles after': after.handles,
      threads: after.threads,
    };
  } finally {
    await engine.stop();
    folder.remove();
  }
}

type Connection = ReturnType<typeof startEngine>['connection'];

/** What the page asks for at a move: the list around a place, and the comparison itself. */
async function look(connection: Connection, random: Random): Promise<void> {
  const start = random.below(fileRows - 50);
  const { items } = await connection.sendRequest(windowRequest, { doc: 'd', view: wholeFile, start, count: 50 });
  await connection.sendRequest(detailRequest, { doc: 'd', rows: [items[0]!.row] });
}

/** Workers end a little later than what they were for. */
async function settled(pid: number, before: Usage): Promise<Usage> {
  for (let tries = 0; tries < 100; tries++) {
    const now = usageOf(pid);
    if (now.handles <= before.handles && now.children === 0) return now;
    await rest(100);
  }
  return usageOf(pid);
}
