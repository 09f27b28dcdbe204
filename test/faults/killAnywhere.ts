import { auditRequest } from '../../src/protocol/auditing.ts';
import { Random } from '../../src/reward/random.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { forSeeds, type Part } from './part.ts';
import { lookAfterwards, returns } from './support/afterwards.ts';
import { type EngineSupply, withEngines } from './support/engineSupply.ts';
import { madeFile } from './support/madeFile.ts';
import { randomAction } from './support/randomAction.ts';
import { KilledSession } from './support/session.ts';
import { spin } from './support/spin.ts';

/** Kills the engine at any time while comparisons are decided on, audited, backed up and saved. */
export const killAnywhere: Part = {
  name: 'kill',
  title: 'the engine killed (SIGKILL) at a random time of editing, auditing, saving',
  run: options => withEngines(engines => forSeeds(options, seed => killOnce(seed, engines))),
};

async function killOnce(seed: number, engines: EngineSupply): Promise<Record<string, number>> {
  const random = new Random(seed);
  const folder = temporaryFolder();
  const engine = engines.take();
  try {
    const rows = 60 + random.below(200);
    const made = madeFile(rows, seed);
    const session = new KilledSession(folder, made, engine);
    await engine.open({ doc: 'd', path: session.path, storage: session.storage });
    const steps = 1 + random.below(40);
    const audited = random.below(3) === 0 ? random.below(steps) : -1;
    let last: Promise<unknown> = Promise.resolve();
    for (let step = 0; step < steps; step++) {
      const kind = random.below(12);
      if (kind === 0) last = session.save();
      else if (kind === 1) last = session.backUp();
      else if (step === audited)
        audit(engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 1, progress: 'p' }));
      else last = session.act(randomAction(random, made.comparisons, step));
      // Some wait for the answer as the host does, others come on top of one another.
      if (random.below(3) > 0) await last;
    }
    await spin(random.next() * 4);
    await engine.kill();
    await last;
    const how = returns[random.below(returns.length)]!;
    const next = engines.take();
    try {
      await lookAfterwards(session, rows, how, next);
    } finally {
      await engines.giveBack(next);
    }
    return {
      kills: 1,
      'acknowledged actions': session.acknowledged,
      saves: session.saves.length,
      [`taken up by ${how}`]: 1,
    };
  } finally {
    await engine.kill();
    folder.remove();
  }
}

/** It ends with the engine, or is over before. */
function audit(work: Promise<unknown>): void {
  work.catch(() => undefined);
}
