import { asNumber, own } from '../ownValue.ts';
import { readTurns } from '../turn.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** Fireworks: `samples` of whole dialogues, each with `evals.score`; what all begin with is the prompt. */
export const samples: ListReader = {
  id: 'samples',
  name: 'Fireworks scored samples',
  trait: 'have `samples` with `messages` and a score in `evals`',
  test: record =>
    readTurns(own(first(record), 'messages'), []) !== null &&
    asNumber(own(own(first(record), 'evals'), 'score')) !== undefined,
  read(record) {
    const held = own(record, 'samples');
    if (!Array.isArray(held)) return 'the record has no list `samples`';
    const dialogues = held.map(sample => readTurns(own(sample, 'messages'), [])?.map(turn => turn.message) ?? null);
    const scores = held.map(sample => asNumber(own(own(sample, 'evals'), 'score')));
    if (dialogues.some(one => one?.at(-1)?.role !== 'assistant') || scores.includes(undefined)) {
      return 'a sample has no dialogue that ends on the assistant, or no `evals.score`';
    }
    const prompt = dialogues[0]?.slice(0, -1) ?? [];
    const same = dialogues.every(one => JSON.stringify(one!.slice(0, -1)) === JSON.stringify(prompt));
    if (!same) return 'the samples do not share their prompt, so they are no list';
    const items = dialogues.map(
      (dialogue, i): ListItem => ({
        messages: dialogue!.slice(-1),
        level: scores[i]!,
        score: scores[i]!,
      }),
    );
    return [{ prompt, items, facts: listFacts(record, ['samples']), ties: true }];
  },
};

function first(record: unknown): unknown {
  const held = own(record, 'samples');
  return Array.isArray(held) ? held[0] : undefined;
}
