import { Random } from '../../src/reward/random.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { forSeeds, type Part } from './part.ts';
import { lookAfterwards, returns } from './support/afterwards.ts';
import { type EngineSupply, withEngines } from './support/engineSupply.ts';
import type { Fault } from './support/faultPlan.ts';
import { FaultyEngine } from './support/faultyEngine.ts';
import { madeFile } from './support/madeFile.ts';
import { randomAction } from './support/randomAction.ts';
import { KilledSession } from './support/session.ts';
import { spin } from './support/spin.ts';

/** Kills the engine in the middle of a save: at a call of the file system, or at any time. */
export const killInSave: Part = {
  name: 'kill-save',
  title: 'the engine killed (SIGKILL) in the middle of a save: before, within or after any call of the file system',
  run: options => withEngines(engines => forSeeds(options, seed => killOnce(seed, engines))),
};

const kills: readonly Fault[] = ['kill', 'killHalf', 'killAfter'];
/** A save makes about so many calls; a kill that would come later comes right after the save. */
const callsOfSave = 45;

async function killOnce(seed: number, engines: EngineSupply): Promise<Record<string, number>> {
  const random = new Random(seed);
  const folder = temporaryFolder();
  const faulty = new FaultyEngine();
  const { engine } = faulty;
  try {
    const rows = 60 + random.below(100);
    const made = madeFile(rows, seed, random.below(4) === 0 ? 20_000 : 0);
    const session = new KilledSession(folder, made, engine);
    await engine.open({ doc: 'd', path: session.path, storage: session.storage });
    const steps = 1 + random.below(12);
    const act = (step: number): Promise<void> => session.act(randomAction(random, made.comparisons, step));
    for (let step = 0; step < steps; step++) await act(step);
    if (random.below(2) === 0) {
      await session.save();
      if (random.below(2) === 0) await session.backUp();
      await act(steps);
    }
    if (random.below(3) === 0) await session.backUp();
    const timed = random.below(4) === 0;
    const fault = kills[random.below(kills.length)]!;
    if (!timed) faulty.plan({ under: folder.path, at: 1 + random.below(callsOfSave), onwards: false, fault });
    const saving = session.save();
    if (timed) await spin(random.next() * 25);
    else await Promise.race([saving, engine.gone]);
    await engine.kill();
    await saving;
    const how = returns[random.below(returns.length)]!;
    const next = engines.take();
    try {
      await lookAfterwards(session, rows, how, next);
    } finally {
      await engines.giveBack(next);
    }
    const unfinished = session.saves.at(-1)!.done ? 'kills after the save' : 'kills within the save';
    return { kills: 1, [unfinished]: 1, [`taken up by ${how}`]: 1 };
  } catch (error) {
    const calls = faulty.heal();
    throw new Error(`${String(error)} [${calls.length} calls, the last: ${calls.at(-1) ?? 'none'}]`);
  } finally {
    await faulty.end();
    folder.remove();
  }
}
