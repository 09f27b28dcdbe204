import { own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** RewardBench 2: lists of texts `chosen` and `rejected`; each chosen one is better than each rejected one. */
export const rewardBench2: ListReader = {
  id: 'rewardbench2',
  name: 'RewardBench 2 (several chosen and rejected)',
  trait: 'have lists of texts `chosen` and `rejected`, each chosen one better than each rejected one',
  test: record => texts(record, 'chosen') !== null && texts(record, 'rejected') !== null,
  read(record) {
    const prompt = ownText(record, 'prompt');
    const [chosen, rejected] = [texts(record, 'chosen'), texts(record, 'rejected')];
    if (prompt === undefined || !chosen || !rejected)
      return 'the record has no text `prompt`, or no list of texts `chosen` or `rejected`';
    const models = own(record, 'models');
    const all = [...chosen, ...rejected];
    const modelOf = (i: number): { readonly model?: string } => {
      const model = Array.isArray(models) && models.length === all.length ? models[i] : undefined;
      return typeof model === 'string' ? { model } : {};
    };
    const items = all.map(
      (content, i): ListItem => ({
        messages: [{ role: 'assistant', content }],
        level: i < chosen.length ? 1 : 0,
        ...modelOf(i),
      }),
    );
    const facts = listFacts(record, ['prompt', 'chosen', 'rejected', 'models']);
    return [
      { prompt: [{ role: 'user', content: prompt }], items, facts, ties: false, ...(facts.id && { listId: facts.id }) },
    ];
  },
};

function texts(record: unknown, field: string): string[] | null {
  const value = own(record, field);
  return Array.isArray(value) && value.length > 0 && value.every(one => typeof one === 'string') ? value : null;
}
