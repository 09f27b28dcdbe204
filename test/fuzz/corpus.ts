import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the inputs that are kept: a file for each target, a JSON text a line; bytes that are no text as {"base64"}. */
export const corpusFolder = 'test/fuzz/corpus';

/** Inputs that are kept of a target. */
export function readCorpus(target: string): Buffer[] {
  const path = join(corpusFolder, `${target}.jsonl`);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines
    .filter(line => line !== '')
    .map(line => {
      const held = JSON.parse(line) as string | { readonly base64: string };
      return typeof held === 'string' ? Buffer.from(held) : Buffer.from(held.base64, 'base64');
    });
}

/** Keeps inputs, the short ones first. */
export function writeCorpus(target: string, inputs: readonly Buffer[]): void {
  mkdirSync(corpusFolder, { recursive: true });
  const lines = new Set(
    inputs
      .toSorted((x, y) => x.length - y.length || Buffer.compare(x, y))
      .map(input => {
        const text = input.toString('utf8');
        return JSON.stringify(Buffer.from(text).equals(input) ? text : { base64: input.toString('base64') });
      }),
  );
  writeFileSync(join(corpusFolder, `${target}.jsonl`), [...lines, ''].join('\n'));
}
