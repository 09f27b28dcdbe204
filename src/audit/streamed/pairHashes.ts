import { type Comparison, textOf } from '../../dataset/comparison.ts';
import { hash53, join53 } from './hash53.ts';

/** What names the prompt and the two responses of a comparison, each with its prompt, as `itemsOf` tells them apart. */
export interface PairHashes {
  readonly prompt: number;
  readonly a: number;
  readonly b: number;
}

export function pairHashes({ prompt, promptB, a, b }: Comparison): PairHashes {
  const own = promptHash(prompt);
  const other = promptB === undefined ? own : promptHash(promptB);
  return {
    prompt: own,
    a: join53(own, hash53(textOf(a.messages))),
    b: join53(other, hash53(textOf(b.messages))),
  };
}

function promptHash(messages: Comparison['prompt']): number {
  return hash53(messages.map(({ role, content }) => `${role}\u0000${content}`).join('\u0001'));
}
