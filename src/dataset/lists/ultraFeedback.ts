import { asNumber, isObject, own, ownText } from '../ownValue.ts';
import { listFacts } from './listFacts.ts';
import type { ListItem, ListReader } from './listReader.ts';

const aspects = ['instruction_following', 'honesty', 'truthfulness', 'helpfulness'];

/**
 * UltraFeedback as it was rated: `completions` with `annotations` of four aspects, whose mean is the level. `overall_score`
 * is not used: in an early release 2,628 completions had a 10 there that should have been a 1.
 */
export const ultraFeedback: ListReader = {
  id: 'ultrafeedback',
  name: 'UltraFeedback ratings',
  trait:
    'have `completions` with ratings of four aspects, whose mean is the level (`overall_score` is known to hold errors)',
  test: record => isObject(own(first(record), 'annotations')) && ownText(first(record), 'response') !== undefined,
  read(record) {
    const instruction = ownText(record, 'instruction');
    const completions = own(record, 'completions');
    if (instruction === undefined || !Array.isArray(completions))
      return 'the record has no text `instruction` or no list `completions`';
    const items: ListItem[] = [];
    for (const completion of completions) {
      const [text, model] = [ownText(completion, 'response'), ownText(completion, 'model')];
      const level = meanRating(own(completion, 'annotations'));
      // Where an answer was not rated at all (N/A throughout), nothing can be said of it.
      if (text === undefined || level === null) continue;
      items.push({ messages: [{ role: 'assistant', content: text }], level, score: level, ...(model && { model }) });
    }
    const used = ['instruction', 'completions', 'models', 'correct_answers', 'incorrect_answers'];
    return [{ prompt: [{ role: 'user', content: instruction }], items, facts: listFacts(record, used), ties: true }];
  },
};

function first(record: unknown): unknown {
  const completions = own(record, 'completions');
  return Array.isArray(completions) ? completions[0] : undefined;
}

function meanRating(annotations: unknown): number | null {
  const ratings = aspects.flatMap(aspect => asNumber(own(own(annotations, aspect), 'Rating')) ?? []);
  return ratings.length === 0 ? null : ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
}
