import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ResponseError } from 'vscode-jsonrpc';
import { outsideChangeCode } from '../../src/protocol/errorCodes.ts';
import { recoverRequest } from '../../src/protocol/recovery.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { Random } from '../../src/reward/random.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { forSeeds, type Part } from './part.ts';
import { type EngineSupply, withEngines } from './support/engineSupply.ts';
import { madeFile } from './support/madeFile.ts';
import { randomAction } from './support/randomAction.ts';
import { KilledSession } from './support/session.ts';
import { different, shownMeanings } from './support/shown.ts';
import { Truth } from './support/truth.ts';

/** Opens one file in two engines, as two windows do; the first saves, the second is refused, killed and taken up again. */
export const twoWindows: Part = {
  name: 'two-windows',
  title: 'one file in two windows, of which one saves and the other is killed',
  run: options => withEngines(engines => forSeeds(options, seed => once(seed, engines))),
};

async function once(seed: number, engines: EngineSupply): Promise<Record<string, number>> {
  const random = new Random(seed);
  const folder = temporaryFolder();
  const first = engines.take();
  const second = engines.take();
  try {
    const rows = 60 + random.below(150);
    const made = madeFile(rows, seed);
    const [one, other] = [first, second].map(engine => new KilledSession(folder, made, engine)) as [
      KilledSession,
      KilledSession,
    ];
    const { path, storage } = one;
    await first.open({ doc: 'd', path, storage });
    await second.open({ doc: 'd', path, storage, reviewer: 'ben' });
    // Each decides on comparisons of its own, in turns.
    const half = [0, 1].map(rest => made.comparisons.filter((_, i) => i % 2 === rest)) as [number[], number[]];
    for (let step = 0; step < 10; step++) {
      const mine = random.below(2);
      await (mine === 0 ? one : other).act(randomAction(random, half[mine]!, step));
    }
    await one.save();
    const saved = readFileSync(path, 'utf8');
    assert.equal(one.truth.wrongFile(saved, one.truth.sent), null);
    const code = await second.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false }).then(
      () => null,
      (error: unknown) => (error instanceof ResponseError ? error.code : error),
    );
    // Where the first had nothing to write into the file, it is as the second opened it.
    assert.equal(code, saved === made.text ? null : outsideChangeCode);
    if (code !== null) assert.equal(readFileSync(path, 'utf8'), saved, 'what the first window saved');
    await second.kill();
    const next = engines.take();
    try {
      const { recoverable } = await next.open({ doc: 'd', path, storage, reviewer: 'ben' });
      if (recoverable > 0) await next.connection.sendRequest(recoverRequest, { doc: 'd' });
      // Nobody decided on a row of the other: together, they are as one reviewer.
      const both = new Truth(made);
      for (const action of [...one.actions, ...other.actions]) both.send(action);
      const shown = await shownMeanings(next.connection, 'd', rows);
      assert.deepEqual(different(shown, both.meanings(both.sent)), [], 'the decisions of both');
      await next.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
      assert.equal(both.wrongFile(readFileSync(path, 'utf8'), both.sent), null);
      await next.connection.sendRequest('close', { doc: 'd', keepJournal: false });
    } finally {
      await engines.giveBack(next);
    }
    return { kills: 1, refused: code === outsideChangeCode ? 1 : 0 };
  } finally {
    await first.kill();
    await second.kill();
    folder.remove();
  }
}
