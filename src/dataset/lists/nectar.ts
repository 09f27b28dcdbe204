import { asNumber, own, ownText } from '../ownValue.ts';
import { transcriptTurns } from '../transcript.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** Nectar: `answers` with `rank`, 1 the best; the prompt is a transcript that ends on "Assistant: ". */
export const nectar: ListReader = {
  id: 'nectar',
  name: 'Nectar ranked answers',
  trait: 'have `answers` with ranks, 1 the best',
  test: record => own(first(record), 'answer') !== undefined && own(first(record), 'rank') !== undefined,
  read(record) {
    const prompt = ownText(record, 'prompt');
    const answers = own(record, 'answers');
    if (prompt === undefined || !Array.isArray(answers)) return 'the record has no text `prompt` or no list `answers`';
    const items: ListItem[] = [];
    for (const [i, answer] of answers.entries()) {
      const [text, rank, model] = [ownText(answer, 'answer'), asNumber(own(answer, 'rank')), ownText(answer, 'model')];
      if (text === undefined || rank === undefined) return `\`answers\` number ${i + 1} has no text or no rank`;
      items.push({ messages: [{ role: 'assistant', content: text }], level: -rank, ...(model && { model }) });
    }
    const sources = own(record, 'source');
    const facts = listFacts(record, ['prompt', 'answers', 'source']);
    const source = Array.isArray(sources)
      ? sources.filter(one => typeof one === 'string').join('+')
      : ownText(record, 'source');
    return [{ prompt: transcriptTurns(prompt), items, facts: { ...facts, ...(source && { source }) }, ties: true }];
  },
};

function first(record: unknown): unknown {
  const answers = own(record, 'answers');
  return Array.isArray(answers) ? answers[0] : undefined;
}
