import { asNumber, own } from '../ownValue.ts';
import { readTurns } from '../turn.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** NeMo-RL: `context` and `completions` with `rank`, the lowest the best. */
export const nemoRl: ListReader = {
  id: 'nemo-rl',
  name: 'NeMo-RL ranked completions',
  trait: 'have `context` and `completions` with ranks, the lowest the best',
  test: record => own(first(record), 'rank') !== undefined && own(first(record), 'completion') !== undefined,
  read(record) {
    const prompt = readTurns(own(record, 'context'), ['context']);
    const completions = own(record, 'completions');
    if (!prompt || !Array.isArray(completions)) return 'the record has no list `context` or no list `completions`';
    const items: ListItem[] = [];
    for (const [i, held] of completions.entries()) {
      const turns = readTurns(own(held, 'completion'), []);
      const rank = asNumber(own(held, 'rank'));
      if (!turns || turns.length === 0 || rank === undefined)
        return `\`completions\` number ${i + 1} has no messages or no rank`;
      items.push({ messages: turns.map(turn => turn.message), level: -rank });
    }
    const facts = listFacts(record, ['context', 'completions']);
    return [{ prompt: prompt.map(turn => turn.message), items, facts, ties: true }];
  },
};

function first(record: unknown): unknown {
  const completions = own(record, 'completions');
  return Array.isArray(completions) ? completions[0] : undefined;
}
