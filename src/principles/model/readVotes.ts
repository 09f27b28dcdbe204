import { numbered } from '../../llm/parse/composites.ts';
import { parseAnswer } from '../../llm/parse/parseAnswer.ts';
import { choice } from '../../llm/parse/scalars.ts';
import { withoutThoughts } from '../../llm/parse/withoutThoughts.ts';

/** +1 for the response shown as A, -1 for B, 0 for neither. */
export type ShownVote = -1 | 0 | 1;

const spelled = { A: 1, B: -1, N: 0 } as const;
/** A number and its letter: "3A", "3: A", "rule 3 - Response A". Letters are capitals, or "1 a response" would be a vote. */
const entry =
  /(?<![\p{L}\p{N}])(\d{1,3})\s?[.:)=\-–>"'\s]{0,4}(?:(?:[Rr]esponse|[Ss]ample|[Oo]utput)[- ])?["'(]?(A|B|N)(?:one|ot applicable|\/A|either)?(?![\p{L}\p{N}])/gu;
const json = choice(['A', 'B', 'N'], {
  none: 'N',
  null: 'N',
  both: 'N',
  neither: 'N',
  'n/a': 'N',
  'response a': 'A',
  'response b': 'B',
});
/** Answers longer than this many characters a rule are prose, not votes. */
const mostPerRule = 60;

/**
 * Reads the votes of an answer, by number of the rule from 0. Null where the answer is not of the shape: no vote then counts.
 * A rule that is voted on twice, differently, has no vote.
 *
 * @param count rules that were asked about
 */
export function readVotes(answer: string, count: number): Map<number, ShownVote> | null {
  const text = withoutThoughts(answer.slice(0, 20_000));
  if (text.length > 40 + mostPerRule * count) return null;
  if (/[{[]/u.test(text)) {
    const parsed = parseAnswer(text, numbered(count, json));
    if (parsed.ok) return new Map([...parsed.value].map(([number, letter]) => [number - 1, spelled[letter]]));
  }
  const votes = new Map<number, ShownVote>();
  const twice = new Set<number>();
  // "1A2N3B", without spaces, is the shape too.
  for (const [, digits, letter] of text.replaceAll(/(?<=\d[ABN])(?=\d)/gu, ' ').matchAll(entry)) {
    const rule = Number(digits) - 1;
    if (rule < 0 || rule >= count) return null;
    const vote = spelled[letter as keyof typeof spelled];
    if (votes.has(rule) && votes.get(rule) !== vote) twice.add(rule);
    votes.set(rule, vote);
  }
  for (const rule of twice) votes.delete(rule);
  if (votes.size > 0 || twice.size > 0) return votes;
  return /^\W{0,10}(?:votes:?\s*)?(?:none|no rules?|nothing|n\/a)\W{0,10}$/iu.test(text) ? votes : null;
}
