import type { Message } from '../../dataset/comparison.ts';
import { type TextFacts, textFacts } from '../text/textFacts.ts';

/** What is counted once for a prompt. */
export interface PromptFacts {
  /** The last turn of the user (or the last turn, or an empty text). */
  readonly ask: TextFacts;
  /** Words of everything before the response. */
  readonly vocabulary: ReadonlySet<number>;
  /** The assistant's previous turn, if the conversation holds one. */
  readonly previous: TextFacts | null;
  readonly turns: number;
  readonly characters: number;
}

/** Counts everything about a prompt. */
export function promptFacts(messages: readonly Message[]): PromptFacts {
  const asks = messages.filter(m => m.role === 'user');
  const ask = textFacts((asks.at(-1) ?? messages.at(-1))?.content ?? '');
  const said = messages.filter(m => m.role === 'assistant').at(-1);
  const vocabulary = new Set(ask.vocabulary);
  let characters = 0;
  for (const message of messages) {
    characters += message.content.length;
    if (message.content === ask.text) continue;
    for (const word of textFacts(message.content.slice(0, 20_000)).vocabulary) vocabulary.add(word);
  }
  return { ask, vocabulary, previous: said ? textFacts(said.content) : null, turns: messages.length, characters };
}
