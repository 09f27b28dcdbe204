import type { Message } from '../comparison.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader, RankedList } from './listReader.ts';

/**
 * PRISM conversations: in each turn of `conversation_history` the user rated several answers from 1 to 100, and the
 * conversation went on with the one that has `if_chosen`. The level is the score: among equal ones the choice was random.
 */
export const prismConversations: ListReader = {
  id: 'prism',
  name: 'PRISM conversations',
  trait:
    'have a `conversation_history` in which answers are scored (equal scores are ties: `if_chosen` was drawn among them)',
  test: record => Array.isArray(own(record, 'conversation_history')) && own(record, 'conversation_id') !== undefined,
  read(record) {
    const history = own(record, 'conversation_history');
    if (!Array.isArray(history)) return 'the record has no list `conversation_history`';
    const facts = listFacts(record, ['conversation_history', 'opening_prompt']);
    const id = ownText(record, 'conversation_id');
    const lists: RankedList[] = [];
    let prompt: Message[] = [];
    const turns = [...new Set(history.map(entry => own(entry, 'turn')))];
    for (const turn of turns) {
      const entries: unknown[] = history.filter(entry => own(entry, 'turn') === turn);
      const asked = ownText(
        entries.find(entry => own(entry, 'role') === 'user'),
        'content',
      );
      const answers = entries.filter(entry => own(entry, 'role') === 'model');
      if (asked !== undefined) prompt = [...prompt, { role: 'user', content: asked }];
      lists.push({ prompt, items: answers.flatMap(itemOf), facts, ties: true, ...(id && { listId: id }) });
      const chosen = ownText(
        answers.find(entry => own(entry, 'if_chosen') === true),
        'content',
      );
      if (chosen === undefined) break;
      prompt = [...prompt, { role: 'assistant', content: chosen }];
    }
    return lists;
  },
};

function itemOf(entry: unknown): ListItem[] {
  const [content, score, model] = [
    ownText(entry, 'content'),
    asNumber(own(entry, 'score')),
    ownText(entry, 'model_name'),
  ];
  if (content === undefined || score === undefined) return [];
  return [{ messages: [{ role: 'assistant', content }], level: score, score, ...(model && { model }) }];
}
