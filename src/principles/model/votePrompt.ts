import type { Ask } from '../../llm/languageModel.ts';
import type { FencedPair } from './fence.ts';
import { fenceRule, shownPair, shownResponse } from './fence.ts';

/** How a model votes: on two responses, a letter for every rule or only for those that apply; or on one response at a time. */
export type VoteMode = 'letters' | 'listed' | 'pointwise';

/** Rules of one question; more are split into blocks. */
export const blockSize = 40;

const shapes = {
  letters: (count: number) =>
    `Answer with one entry for each of the ${count} rules: its number and A, B, or N if the rule does not apply or both fare alike. Nothing else. Example: 1A 2N 3B`,
  listed: () =>
    'Answer with the number and the letter of only those rules that tell the two responses apart, nothing else. Example: 3A 7B. If no rule does, answer: none',
} as const;

/** What every question of a block has in common; it comes first, so that a server computes it once. */
function rulesFirst(rules: readonly string[], mode: 'letters' | 'listed', nonce: string): string {
  return [
    'You compare two responses to a prompt by rules. For each rule say which response it selects: A or B.',
    'Judge each rule by itself, whether or not you agree with it.',
    fenceRule(nonce),
    `Rules:\n${rules.map((rule, at) => `${at + 1}. ${rule}`).join('\n')}`,
    shapes[mode](rules.length),
  ].join('\n\n');
}

/**
 * Asks which response each rule selects.
 *
 * @param swapped the comparison's b stands first, as A
 */
export function pairwiseAsk(
  rules: readonly string[],
  mode: 'letters' | 'listed',
  { prompt, a, b }: FencedPair,
  swapped: boolean,
  nonce: string,
): Ask {
  return {
    messages: [
      { role: 'system', content: rulesFirst(rules, mode, nonce) },
      { role: 'user', content: `${shownPair(prompt, swapped ? b : a, swapped ? a : b, nonce)}\n\nVotes:` },
    ],
    // "12A " is three tokens in common vocabularies; some models add a line break or a colon.
    maxTokens: 16 + 6 * rules.length,
  };
}

/** What a rule wants, as a question: "Select the response that is longer." asks for "is longer". */
function wanted(rule: string): string {
  return rule.replace(/^select the (?:response|output|answer) that\s+/iu, '').replace(/\.$/u, '');
}

/**
 * Asks whether one response follows a rule. The response comes before the rule, so that its part is computed once for all
 * rules.
 */
export function pointwiseAsk(rule: string, prompt: string, response: string, nonce: string): Ask {
  return {
    messages: [
      {
        role: 'system',
        content: `You say whether a response to a prompt fits a description. ${fenceRule(nonce)} Answer with one word: yes or no.`,
      },
      {
        role: 'user',
        content: `${shownResponse(prompt, response, nonce)}\n\nThis is said of the response: "It ${wanted(rule)}." Is that so? Answer yes or no.`,
      },
    ],
    maxTokens: 1,
    topLogprobs: 20,
  };
}
