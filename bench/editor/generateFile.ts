import { open } from 'node:fs/promises';

const linesAtOnce = 5000;

/** Writes a JSON Lines file of comparisons, about 700 bytes a line, no two alike. */
export async function generateFile(path: string, lines: number): Promise<void> {
  const handle = await open(path, 'w');
  try {
    for (let start = 0; start < lines; start += linesAtOnce) {
      const count = Math.min(linesAtOnce, lines - start);
      await handle.writeFile(Array.from({ length: count }, (_, i) => `${line(start + i)}\n`).join(''));
    }
  } finally {
    await handle.close();
  }
}

function line(i: number): string {
  const words = (count: number, seed: number): string =>
    Array.from({ length: count }, (_, k) => `word${(k * 31 + seed * 7) % 997}`).join(' ');
  return JSON.stringify({
    prompt: `Question ${i}: ${words(10 + (i % 12), i)}?`,
    chosen: `${words(20 + (i % 40), i + 1)}.\n\n- ${words(6, i)}\n- ${words(5, i + 3)}`,
    rejected: `${words(24 + ((i * 7) % 30), i + 2)}.`,
    source: `source ${i % 7}`,
  });
}
