import type { Action } from '../../src/edits/action.ts';
import { judgement } from '../../src/edits/decision.ts';
import type { Outcome, Part } from './part.ts';
import { faultCase, type Operation } from './support/faultCase.ts';
import type { Fault } from './support/faultPlan.ts';
import { FaultyEngine } from './support/faultyEngine.ts';

const faults: readonly (readonly [fault: Fault, onwards: boolean])[] = [
  ['ENOSPC', true],
  ['short', false],
  ['EIO', false],
  ['EACCES', false],
  ['late', false],
  ['slow', false],
];

const at = '2026-01-02T03:04:05.000Z';
const flip = (row: number): Action => ({ type: 'verdict', row, ...judgement('b', 'seen'), at });
const note = (row: number, text: string): Action => ({ type: 'note', row, note: text, at });
const edit = (row: number): Action => ({ type: 'text', row, ref: 'b/0', text: 'edited', at });

async function decideOnSome(session: Parameters<Operation['work']>[0], rows: readonly number[]): Promise<void> {
  for (const action of [flip(rows[0]!), note(rows[1]!, 'before'), edit(rows[2]!), flip(rows[2]!)])
    await session.act(action);
}

const operations: readonly Operation[] = [
  {
    name: 'the first decision',
    prepare: async () => undefined,
    work: (session, rows) => session.act(flip(rows[3]!)),
  },
  {
    name: 'a later decision',
    prepare: decideOnSome,
    work: (session, rows) => session.act(note(rows[4]!, 'during')),
  },
  {
    name: 'the first save',
    prepare: decideOnSome,
    work: session => session.save(),
  },
  {
    name: 'a later save',
    prepare: async (session, rows) => {
      await decideOnSome(session, rows);
      await session.save();
      await session.act({
        type: 'rows',
        rows: rows.slice(5),
        change: { type: 'verdict', ...judgement('b', 'seen'), at },
      });
      await session.act(note(rows[2]!, 'after'));
    },
    work: session => session.save(),
  },
  {
    name: 'a backup',
    prepare: decideOnSome,
    work: session => session.backUp(),
  },
];

/** Lets every call of the file system go wrong in every way. With fewer than 500 `--runs`, only a part of the calls does. */
export const fileSystem: Part = {
  name: 'file-system',
  title: 'every call of the file system in a decision, a save and a backup gone wrong, one after the other',
  run: async ({ runs, seed, until, onFailure }) => {
    const counts: Record<string, number> = { cases: 0, refused: 0 };
    const failures: string[] = [];
    const step = Math.max(1, Math.floor(500 / runs));
    const faulty = new FaultyEngine();
    const layer = {
      engine: faulty.engine,
      plan: faulty.plan.bind(faulty),
      heal: faulty.heal.bind(faulty),
    };
    try {
      let nth = seed;
      for (const operation of operations) {
        const { calls } = await faultCase(layer, operation, { fault: 'none', onwards: false, at: 0 });
        for (const [fault, onwards] of faults) {
          for (let call = 1; call <= calls; call++) {
            if (nth++ % step > 0 || performance.now() > until) continue;
            try {
              const result = await faultCase(layer, operation, { fault, onwards, at: call });
              counts.cases!++;
              if (result.refused) counts.refused!++;
            } catch (error) {
              const words = `${operation.name}, ${fault}${onwards ? ' from' : ' at'} call ${call}`;
              failures.push(`${words}: ${error instanceof Error ? error.message : String(error)}`);
              onFailure(failures.at(-1)!);
              if (failures.length > 200) return { counts, failures };
            }
          }
        }
      }
    } finally {
      await faulty.end();
    }
    return { counts, failures } satisfies Outcome;
  },
};
