import { own } from '../ownValue.ts';
import { mappedFormat } from './mapped.ts';

const has = (record: unknown, ...names: string[]): boolean => names.every(name => own(record, name) !== undefined);

/** StackExchange-paired: `response_j` is the better answer. */
export const stackExchangeFormat = mappedFormat({
  id: 'stackexchange',
  name: 'StackExchange-paired (response_j, response_k)',
  trait: 'have `response_j`, the better one, and `response_k`',
  test: record => has(record, 'response_j', 'response_k'),
  map: { prompt: 'question', a: 'response_j', b: 'response_k', id: 'qid' },
});

/** CValues and the like: `pos_resp` is the better answer. */
export const posNegFormat = mappedFormat({
  id: 'pos-neg',
  name: 'CValues pairs (pos_resp, neg_resp)',
  trait: 'have `pos_resp`, the better one, and `neg_resp`',
  test: record => has(record, 'pos_resp', 'neg_resp'),
  map: { prompt: 'prompt', a: 'pos_resp', b: 'neg_resp' },
});

/** turbo-alignment: `answer_w`, a message, is the better answer. */
export const turboFormat = mappedFormat({
  id: 'turbo',
  name: 'turbo-alignment pairs (context, answer_w, answer_l)',
  trait: 'have `context` and the messages `answer_w`, the better one, and `answer_l`',
  test: record => has(record, 'context', 'answer_w', 'answer_l'),
  map: {
    prompt: 'context',
    a: 'answer_w',
    b: 'answer_l',
    modelA: 'answer_w_model',
    modelB: 'answer_l_model',
    scoreA: 'answer_w_score',
    scoreB: 'answer_l_score',
  },
});

/** Answers named after their question, as shibing's sets have them; `history` holds the turns before the question. */
export const responseChosenFormat = mappedFormat({
  id: 'response-chosen',
  name: 'Question with response_chosen and response_rejected',
  trait: 'have `question`, `response_chosen` and `response_rejected`',
  test: record => has(record, 'question', 'response_chosen', 'response_rejected'),
  map: { prompt: 'question', a: 'response_chosen', b: 'response_rejected', history: 'history' },
});
