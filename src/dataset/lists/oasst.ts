import { asNumber, own, ownText } from '../ownValue.ts';
import { readTurns } from '../turn.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** OpenAssistant's ranked replies: a conversation in `messages` and `ranked` replies, rank 0 the best. */
export const oasst: ListReader = {
  id: 'oasst',
  name: 'OpenAssistant ranked replies',
  trait: 'have `messages` and `ranked` replies, rank 0 the best',
  test: record => Array.isArray(own(record, 'ranked')) && Array.isArray(own(record, 'messages')),
  read(record) {
    const prompt = readTurns(own(record, 'messages'), ['messages']);
    const ranked = own(record, 'ranked');
    if (!prompt || !Array.isArray(ranked)) return 'the record has no list `messages` or no list `ranked`';
    const items: ListItem[] = [];
    for (const [i, reply] of ranked.entries()) {
      const [text, rank] = [ownText(reply, 'text'), asNumber(own(reply, 'rank'))];
      if (text === undefined || rank === undefined) return `\`ranked\` number ${i + 1} has no text or no rank`;
      items.push({ messages: [{ role: 'assistant', content: text }], level: -rank });
    }
    const id = ownText(record, 'prompt_message_id') ?? ownText(record, 'id');
    const facts = listFacts(record, ['messages', 'ranked']);
    return [{ prompt: prompt.map(turn => turn.message), items, facts, ties: true, ...(id && { listId: id }) }];
  },
};
