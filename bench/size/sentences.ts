import { join } from 'node:path';
import { readRecords, sharedData } from '../support/sharedData.ts';

/** What lines are made of: real conversations and the sentences of real responses, or made ones where there are none. */
export interface Material {
  /** Where it is from, for the table. */
  readonly from: string;
  readonly prompts: readonly string[];
  /** Sentences of each response, the preferred one first. */
  readonly pairs: readonly (readonly [chosen: readonly string[], rejected: readonly string[]])[];
  readonly sentences: readonly string[];
}

/** HH-RLHF's helpful conversations, where the shared data are; else sentences of numbered words. */
export function material(): Material {
  const folder = sharedData();
  return folder === null ? madeUp() : real(folder);
}

function real(folder: string): Material {
  const prompts: string[] = [];
  const pairs: [string[], string[]][] = [];
  const files = ['hh-helpful-base.test.jsonl.gz', 'hh-helpful-online.test.jsonl.gz'];
  for (const record of files.flatMap(file => readRecords<{ chosen: string; rejected: string }>(join(folder, file)))) {
    const at = record.chosen.lastIndexOf('\n\nAssistant:');
    const other = record.rejected.lastIndexOf('\n\nAssistant:');
    if (at < 0 || other < 0) continue;
    prompts.push(record.chosen.slice(0, at).replaceAll('\n\nHuman:', '').replaceAll('\n\nAssistant:', '\n').trim());
    pairs.push([sentencesOf(record.chosen.slice(at + 12)), sentencesOf(record.rejected.slice(other + 12))]);
  }
  return { from: 'HH-RLHF', prompts, pairs, sentences: pairs.flat(2) };
}

function sentencesOf(text: string): string[] {
  return text
    .trim()
    .split(/(?<=[.!?])\s+/)
    .filter(sentence => sentence !== '');
}

function madeUp(): Material {
  const words = (count: number, seed: number): string =>
    Array.from({ length: count }, (_, k) => `word${(k * 31 + seed * 7) % 997}`).join(' ');
  const sentences = Array.from({ length: 4000 }, (_, i) => `${words(4 + ((i * 2654435761) % 17), i)}.`);
  const some = (i: number, count: number): string[] =>
    Array.from({ length: count }, (_, k) => sentences[(i * 13 + k * 7) % sentences.length]!);
  return {
    from: 'made-up words',
    prompts: Array.from({ length: 3000 }, (_, i) => words(20 + ((i * 40503) % 60), i)),
    pairs: Array.from({ length: 3000 }, (_, i) => [some(i, 2 + (i % 7)), some(i + 1, 1 + (i % 5))]),
    sentences,
  };
}
