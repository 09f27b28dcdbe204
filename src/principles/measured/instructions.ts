import { by, define } from './measuredPrinciple.ts';

/** Content stems of the prompt that a response must have for its overlap to mean something. */
const leastContent = 3;

function shared(of: ReadonlySet<string>, among: ReadonlySet<string>): number {
  let found = 0;
  for (const word of of) if (among.has(word)) found++;
  return found;
}

/** Principles on doing what the prompt asks. */
export const instructionPrinciples = define('instructions', [
  {
    id: 'on-topic',
    short: 'takes up more of what the prompt is about',
    apart: by(0.1, "of the prompt's words"),
    score: (r, prompt) =>
      prompt.content.size < leastContent ? null : shared(prompt.content, r.content) / prompt.content.size,
  },
  {
    id: 'adds-information',
    short: 'says more that is not in the prompt',
    apart: by(5, 'new words'),
    score: (r, prompt) => r.content.size - shared(r.content, prompt.content),
  },
  {
    id: 'no-parroting',
    short: 'does not merely repeat the prompt',
    apart: by(0.1, "of the response's words"),
    score: (r, prompt) => (r.content.size < leastContent ? null : -shared(r.content, prompt.content) / r.content.size),
  },
  {
    id: 'requested-format',
    short: 'obeys the format that the prompt asks for',
    apart: by(0.3, 'of the formats asked for'),
    score: (r, prompt) =>
      prompt.requests.length === 0
        ? null
        : prompt.requests.filter(request => request.obeyed(r)).length / prompt.requests.length,
  },
  {
    id: 'every-part',
    short: 'answers every part of the prompt',
    apart: by(0.25, 'of the parts'),
    score: (r, prompt) =>
      prompt.parts.length === 0
        ? null
        : prompt.parts.filter(part => shared(part, r.content) >= Math.max(1, part.size / 3)).length /
          prompt.parts.length,
  },
]);
