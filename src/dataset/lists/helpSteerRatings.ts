import { partsOf } from '../gathered.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

const attributes = ['helpfulness', 'correctness', 'coherence', 'complexity', 'verbosity'];

/** HelpSteer and HelpSteer2: one rated response a record; those of one prompt are a list, by `helpfulness`. */
export const helpSteerRatings: ListReader = {
  id: 'helpsteer-ratings',
  name: 'HelpSteer ratings',
  trait: 'have one rated `response` each; those of one prompt are a list, by `helpfulness`',
  test: record => ownText(record, 'response') !== undefined && asNumber(own(record, 'helpfulness')) !== undefined,
  gather: record => ownText(record, 'prompt') ?? null,
  read(record) {
    const parts = partsOf(record) ?? [];
    const head = parts[0]?.record;
    const question = ownText(head, 'prompt');
    if (question === undefined) return 'the record has no text `prompt`';
    const items: ListItem[] = [];
    for (const { record: part, line } of parts) {
      const [content, level] = [ownText(part, 'response'), asNumber(own(part, 'helpfulness'))];
      if (content === undefined || level === undefined)
        return `the record in line ${line} has no text \`response\` or no \`helpfulness\``;
      items.push({ messages: [{ role: 'assistant', content }], level, score: level });
    }
    const facts = listFacts(head, ['prompt', 'response', ...attributes]);
    return [{ prompt: [{ role: 'user', content: question }], items, facts, ties: true }];
  },
};
