import type { Check } from './check.ts';
import { offTopicByEncoder } from './offTopicByEncoder.ts';
import { offTopicByWords } from './offTopicByWords.ts';

/** A response that seems to answer another prompt: by an encoder where one took part, else by the words that it shares. */
export const offTopicCheck: Check = {
  kinds: ['off-topic'],
  run(context, report) {
    const { topicality } = context.ensemble;
    return topicality === null ? offTopicByWords(context, report) : offTopicByEncoder(context, topicality, report);
  },
};
