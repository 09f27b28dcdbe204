import { open } from 'node:fs/promises';
import { Random } from '../../src/reward/random.ts';
import type { Material } from './sentences.ts';

const blockBytes = 4 << 20;

/**
 * Writes a JSON Lines file of comparisons, about 2,000 bytes a line, no two alike: a real prompt with a sentence more, and
 * real responses in which every second sentence is another's. Gives its number of lines.
 */
export async function generate(path: string, bytes: number, { prompts, pairs, sentences }: Material): Promise<number> {
  const random = new Random(1);
  const any = (): string => sentences[random.below(sentences.length)]!;
  const mixed = (own: readonly string[]): string =>
    own.flatMap(sentence => (random.next() < 0.5 ? [sentence, any()] : [any()])).join(' ');
  const handle = await open(path, 'w');
  let lines = 0;
  let written = 0;
  try {
    while (written < bytes) {
      let block = '';
      while (block.length < blockBytes && written + block.length < bytes) {
        const of = random.below(prompts.length);
        const record = {
          id: `c${lines}`,
          source: `source-${of % 7}`,
          annotator: `annotator-${random.below(50)}`,
          prompt: `${prompts[of]} ${any()}`,
          chosen: mixed(pairs[of]![0]),
          rejected: mixed(pairs[of]![1]),
        };
        block += `${JSON.stringify(record)}\n`;
        lines++;
      }
      written += (await handle.write(block)).bytesWritten;
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return lines;
}
