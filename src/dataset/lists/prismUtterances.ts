import { partsOf } from '../gathered.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

/** PRISM utterances: one scored answer a record; those of one `interaction_id` answer the same question. */
export const prismUtterances: ListReader = {
  id: 'prism-utterances',
  name: 'PRISM utterances',
  trait: 'have one scored `model_response` each; those of one `interaction_id` are a list',
  test: record => own(record, 'interaction_id') !== undefined && ownText(record, 'model_response') !== undefined,
  gather: record => ownText(record, 'interaction_id') ?? null,
  read(record) {
    const parts = partsOf(record) ?? [];
    const head = parts[0]?.record;
    const question = ownText(head, 'user_prompt');
    if (question === undefined) return 'the record has no text `user_prompt`';
    const items: ListItem[] = [];
    for (const { record: part, line } of parts) {
      const [content, score, model] = [
        ownText(part, 'model_response'),
        asNumber(own(part, 'score')),
        ownText(part, 'model_name'),
      ];
      if (content === undefined || score === undefined)
        return `the record in line ${line} has no text \`model_response\` or no score`;
      items.push({ messages: [{ role: 'assistant', content }], level: score, score, ...(model && { model }) });
    }
    const fieldsOfPart = [
      'user_prompt',
      'model_response',
      'model_name',
      'score',
      'if_chosen',
      'within_turn_id',
      'utterance_id',
    ];
    const id = ownText(head, 'interaction_id');
    return [
      {
        prompt: [{ role: 'user', content: question }],
        items,
        facts: listFacts(head, fieldsOfPart),
        ties: true,
        ...(id && { listId: id }),
      },
    ];
  },
};
