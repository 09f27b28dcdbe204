import type { Message } from '../comparison.ts';
import { asNumber, own } from '../ownValue.ts';
import { readTurns } from '../turn.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** Listwise records as LiPO is trained on: `prompt`, `responses` and a score for each. */
export const lipo: ListReader = {
  id: 'lipo',
  name: 'Listwise (responses, scores)',
  trait: 'have `prompt`, `responses` and as many `scores`',
  test: record => held(record) !== null && messagesOf(own(record, 'prompt'), 'user') !== null,
  read(record) {
    const lists = held(record);
    const prompt = messagesOf(own(record, 'prompt'), 'user');
    if (!lists || !prompt) return 'the record has no `prompt`, or not as many `scores` as `responses`';
    const items: ListItem[] = [];
    for (const [i, response] of lists.responses.entries()) {
      const messages = messagesOf(response, 'assistant');
      const score = asNumber(lists.scores[i]);
      if (!messages || score === undefined)
        return `\`responses\` number ${i + 1} is no text and no messages, or has no score`;
      items.push({ messages, level: score, score });
    }
    return [{ prompt, items, facts: listFacts(record, ['prompt', 'responses', 'scores']), ties: true }];
  },
};

function held(record: unknown): { readonly responses: readonly unknown[]; readonly scores: readonly unknown[] } | null {
  const [responses, scores] = [own(record, 'responses'), own(record, 'scores')];
  if (!Array.isArray(responses) || !Array.isArray(scores)) return null;
  return responses.length > 0 && responses.length === scores.length ? { responses, scores } : null;
}

function messagesOf(value: unknown, role: string): readonly Message[] | null {
  if (typeof value === 'string') return [{ role, content: value }];
  return readTurns(value, [])?.map(turn => turn.message) ?? null;
}
