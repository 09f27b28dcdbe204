import { by, define, either, flag } from './measuredPrinciple.ts';

/** Principles on how a response deals with the user. */
export const interactionPrinciples = define('interaction', [
  {
    id: 'asks-back',
    short: 'asks the user a question',
    apart: by(1, 'question'),
    score: r => r.questions,
    contrary: { id: 'no-questions', short: 'asks no question back' },
  },
  { id: 'ends-with-question', short: 'ends with a question', apart: either, score: r => flag(r.endsWithQuestion) },
  {
    id: 'clarifies',
    short: 'asks what the user means or wants',
    english: true,
    apart: either,
    score: r => flag(r.phrases.clarify > 0 && r.questions > 0),
  },
  {
    id: 'closing-offer',
    short: 'offers further help',
    english: true,
    apart: either,
    score: r => flag(r.phrases.closing > 0),
    contrary: { id: 'no-closing-offer', short: 'ends without an offer of further help' },
  },
  {
    id: 'no-preamble',
    short: 'begins without a preamble',
    english: true,
    apart: either,
    score: r => flag(!r.preamble),
    contrary: { id: 'preamble', short: 'begins with a greeting or preamble' },
  },
  {
    id: 'yes-no-first',
    short: 'answers yes or no at once',
    english: true,
    apart: either,
    score: (r, prompt) => (prompt.yesNoQuestion ? flag(r.opensWithYesOrNo) : null),
  },
  {
    id: 'answers-first',
    short: 'comes to the point in its first sentence',
    english: true,
    apart: by(0.2, 'of the words of the prompt in the first sentence'),
    score: (r, prompt) => {
      if (prompt.content.size < 2 || r.words === 0) return null;
      if (r.preamble || r.refusal) return 0;
      let shared = 0;
      for (const word of prompt.content) if (r.opening.has(word)) shared++;
      return shared / prompt.content.size;
    },
  },
]);
