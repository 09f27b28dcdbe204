import { asNumber, isObject, own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader, RankedList } from './listReader.ts';

/**
 * SQuALITY: several summaries for each question about a passage, ranked (1 the best) by several workers. The level is the
 * mean of the overall ranks; each worker is an annotator. The passage is not in the file.
 */
export const squality: ListReader = {
  id: 'squality',
  name: 'SQuALITY rankings',
  trait: 'have `questions` with summaries that several workers ranked, 1 the best',
  test: record => own(record, 'passage-id') !== undefined && isObject(own(record, 'questions')),
  read(record) {
    const questions = own(record, 'questions');
    if (!isObject(questions)) return 'the record has no `questions`';
    const id = ownText(record, 'passage-id');
    return Object.entries(questions).map(
      ([number, systems]): RankedList => ({
        prompt: [{ role: 'user', content: `[passage ${id}] [question ${number}]` }],
        items: isObject(systems) ? Object.entries(systems).flatMap(([system, held]) => itemOf(system, held)) : [],
        facts: listFacts(record, ['questions']),
        ties: true,
        ...(id !== undefined && { listId: id }),
      }),
    );
  },
};

function itemOf(model: string, held: unknown): ListItem[] {
  const text = ownText(held, 'response');
  const reviews = own(held, 'reviews');
  const by = new Map<string, number>();
  for (const review of Array.isArray(reviews) ? reviews : []) {
    const [worker, rank] = [own(review, 'worker_id'), asNumber(own(review, 'overall-rank'))];
    if (rank !== undefined && (typeof worker === 'string' || typeof worker === 'number')) by.set(String(worker), -rank);
  }
  if (text === undefined || by.size === 0) return [];
  const level = [...by.values()].reduce((sum, rank) => sum + rank, 0) / by.size;
  const score = asNumber(own(own(held, 'overall'), 'overall-rating'));
  return [
    { messages: [{ role: 'assistant', content: text }], model, level, by, ...(score !== undefined && { score }) },
  ];
}
