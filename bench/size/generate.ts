import { open } from 'node:fs/promises';

const blockLines = 4096;

/**
 * Writes a JSON Lines file of comparisons, about 2,000 bytes a line with lengths as skewed as those of real responses.
 * Gives its number of lines.
 */
export async function generate(path: string, bytes: number): Promise<number> {
  const block = Buffer.from(Array.from({ length: blockLines }, (_, i) => `${line(i)}\n`).join(''));
  const handle = await open(path, 'w');
  let lines = 0;
  try {
    for (let written = 0; written < bytes; written += block.length) {
      await handle.writeFile(block);
      lines += blockLines;
    }
  } finally {
    await handle.close();
  }
  return lines;
}

function line(i: number): string {
  // Lengths between 1 and 8 units, most of them short.
  const length = 1 + (((i * 2654435761) % 4096) ** 2 / 4096 ** 2) * 7;
  const words = (count: number, seed: number): string =>
    Array.from({ length: Math.round(count) }, (_, k) => `word${(k * 31 + seed) % 997}`).join(' ');
  return JSON.stringify({
    prompt: words(16 * length, i),
    chosen: words(34 * length, i + 1),
    rejected: words(26 * length, i + 2),
  });
}
