import { type Comparison, textOf } from '../../dataset/comparison.ts';
import { hash53, join53 } from './hash53.ts';

/** What names the prompt and the two responses of a comparison, each with its prompt, as `itemsOf` tells them apart. */
export interface PairHashes {
  readonly prompt: number;
  readonly a: number;
  readonly b: number;
  /** Of the two texts, whichever comes first and whatever the prompt. */
  readonly texts: number;
}

export function pairHashes({ prompt, promptB, a, b }: Comparison): PairHashes {
  const own = promptHash(prompt);
  const other = promptB === undefined ? own : promptHash(promptB);
  const [textA, textB] = [hash53(textOf(a.messages)), hash53(textOf(b.messages))];
  return {
    prompt: own,
    a: join53(own, textA),
    b: join53(other, textB),
    texts: join53(Math.min(textA, textB), Math.max(textA, textB)),
  };
}

function promptHash(messages: Comparison['prompt']): number {
  return hash53(messages.map(({ role, content }) => `${role}\u0000${content}`).join('\u0001'));
}
