import type { Action, Change, RowAction } from '../../../src/edits/action.ts';
import { judgement, type Verdict } from '../../../src/edits/decision.ts';
import type { Random } from '../../../src/reward/random.ts';

const verdicts: readonly (Verdict | null)[] = ['a', 'b', 'b', 'b', 'tie', 'both_bad', 'drop', 'later', null];

/** An action as a reviewer's: one comparison, sometimes a step of several, sometimes very many. */
export function randomAction(random: Random, rows: readonly number[], nth: number): Action {
  const one = (): RowAction => ({ ...randomChange(random, nth), row: rows[random.below(rows.length)]! }) as RowAction;
  const kind = random.below(20);
  if (kind === 0) return { type: 'batch', actions: Array.from({ length: 2 + random.below(3) }, one) };
  if (kind > 1) return one();
  const start = random.below(rows.length);
  const change: Change = {
    type: 'verdict',
    ...judgement(verdicts[random.below(verdicts.length)]!, 'seen'),
    at: at(nth),
  };
  return { type: 'rows', rows: rows.slice(start, start + 30 + random.below(120)), change };
}

function randomChange(random: Random, nth: number): Change {
  const kind = random.below(10);
  if (kind === 0) return { type: 'note', note: random.below(4) === 0 ? '' : `note ${nth}: “é”\n`, at: at(nth) };
  if (kind === 1) return { type: 'tags', tags: random.below(4) === 0 ? [] : [`tag ${nth}`, 'ü'], at: at(nth) };
  if (kind < 4) {
    const text = random.below(4) === 0 ? null : `edited ${nth}: "quoted"\n\t\u2028 end`;
    return { type: 'text', ref: random.below(2) === 0 ? 'a/0' : 'b/0', text, at: at(nth) };
  }
  return { type: 'verdict', ...judgement(verdicts[random.below(verdicts.length)]!, 'seen'), at: at(nth) };
}

/** The clock jumps, ahead and back by years: what is done later counts, whatever the time says. */
function at(nth: number): string {
  return new Date(Date.UTC(1990 + ((nth * 37) % 80), 0, 2) + nth * 1000).toISOString();
}
