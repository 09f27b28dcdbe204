import { readChatReply } from '../../../src/llm/chat/chatReply.ts';
import { LlmError } from '../../../src/llm/llmError.ts';
import { list, numbered, optional, record } from '../../../src/llm/parse/composites.ts';
import type { Json } from '../../../src/llm/parse/json.ts';
import { parseAnswer } from '../../../src/llm/parse/parseAnswer.ts';
import { choice, integer, text } from '../../../src/llm/parse/scalars.ts';
import type { Shape } from '../../../src/llm/parse/shape.ts';
import { yesNo } from '../../../src/llm/yesNo.ts';
import { readVotes } from '../../../src/principles/model/readVotes.ts';
import { bendJson, makeJson } from '../jsonMaker.ts';
import { must, type Target, unless } from '../target.ts';

const shapes: readonly Shape<unknown>[] = [
  record({ principles: list(text(200), 10) }),
  record({ label: choice(['a', 'b'], { first: 'a' }), why: optional(text()) }),
  numbered(5, choice(['A', 'B', 'N'])),
  list(record({ group: integer(1, 9), name: text(50) })),
  text(100),
];
const words = [
  ...['```json\n', '```', '<think>', '</think>', '{"principles":', '["a"]', "{'label': 'a'}", 'None', 'True', '1A2B'],
  ...['"', "'", '{', '}', '[', ']', ',', ':', '\\u0041', '// x', '/* x */', '1: A', '"label"', 'NaN', '…', '“'],
];

/** Answers of language models. */
export const answer: Target = {
  name: 'answer',
  holds: 'an answer is read or not, in linear time; JSON of the shape that was asked for is read as it stands',
  words,
  mostBytes: 1 << 18,
  seeds: () => [
    'Here it is:\n```json\n{"principles": ["be short", "be kind"]}\n```',
    "<think>hm {</think>{'label': 'a', 'why': None,}",
    '1: A\n2: B\n3: N',
    '[{"group": 1, "name": "x"}, {"group": 2, "na',
    '{"1": "A", "rule 2": "response b"}',
  ],
  make: random =>
    JSON.stringify(makeJson(random, ['principles', 'label', 'why', 'group', 'name', '1', '2', '__proto__'])),
  open: () => ({
    run: input => {
      const said = input.toString('utf8');
      for (const shape of shapes) {
        const parsed = parseAnswer(said, shape);
        if (!parsed.ok) {
          must(parsed.trouble !== '', 'no reason is given');
          continue;
        }
        const again = parseAnswer(JSON.stringify(plain(parsed.value)), shape);
        must(again.ok, 'what was read can’t be read again');
      }
      for (const vote of readVotes(said, 5)?.keys() ?? []) must(vote >= 0 && vote < 5, `a vote on rule ${vote}`);
    },
  }),
};

/** Maps as the objects that they are read from. */
function plain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value as Map<string, unknown>) : value;
}

const reply = {
  choices: [
    {
      message: { role: 'assistant', content: '{"a": 1}', reasoning_content: 'hm' },
      finish_reason: 'stop',
      logprobs: { content: [{ token: ' Yes', logprob: -0.1, top_logprobs: [{ token: 'No', logprob: -2 }] }] },
    },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 2 } },
};

/** Replies of servers. */
export const chat: Target = {
  name: 'chat',
  holds: 'a reply is an answer or an error in words; counts of tokens are whole and not negative',
  words: ['"choices":', '"message":', '"content":', '"usage":', '"token":', '"logprob":', '-1e999', 'null', '[', '{'],
  mostBytes: 1 << 16,
  seeds: () => [JSON.stringify(reply)],
  make: random =>
    JSON.stringify(bendJson(reply, random, ['choices', 'message', 'content', 'text', 'token', 'logprobs'])),
  open: () => ({
    run: input => {
      const body = unless(() => JSON.parse(input.toString('utf8')) as Json, SyntaxError);
      const read = body === undefined ? undefined : unless(() => readChatReply(body), LlmError);
      if (read === undefined) return;
      const counts = read.tokens === null ? [] : Object.values(read.tokens);
      must(
        counts.every(count => Number.isSafeInteger(count) && count >= 0),
        'a count of tokens is none',
      );
      const odds = yesNo(read);
      if (odds !== null) must(odds.mass >= 0 && odds.mass <= 1 && !Number.isNaN(odds.logOdds), 'odds that are none');
    },
  }),
};
