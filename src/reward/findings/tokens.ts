import type { TextFacts } from '../text/textFacts.ts';

/** A rough count of tokens: four characters each where text is ASCII, one and a half where it is not. */
export function estimateTokens(facts: TextFacts): number {
  const { characters, notAscii } = facts.words;
  return Math.ceil((characters - notAscii) / 4 + notAscii / 1.5);
}
