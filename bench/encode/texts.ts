import { join } from 'node:path';
import { readRecords } from '../support/sharedData.ts';

/** Texts to encode, all different, in the order of their files. */
export interface TextSet {
  readonly name: string;
  readonly texts: readonly string[];
}

/** Short answers of people's arguments, and long answers of chat models, most of them longer than the model reads. */
export function textSets(folder: string, count: { readonly short: number; readonly long: number }): TextSet[] {
  const votes = readRecords<{ a1: string; a2: string }>(join(folder, 'ukpconvarg1.votes.jsonl.gz'));
  const short = [...new Set(votes.flatMap(({ a1, a2 }) => [a1, a2]))];
  const arena = readRecords<Record<'conversation_a' | 'conversation_b', { role: string; content: string }[]>>(
    join(folder, 'mt-bench-human.arena.jsonl.gz'),
  );
  const answers = arena.flatMap(record => [...record.conversation_a, ...record.conversation_b]);
  const long = [
    ...new Set(answers.flatMap(({ role, content }) => (role === 'assistant' && content.length > 900 ? content : []))),
  ];
  return [
    { name: 'short', texts: spread(short, count.short) },
    { name: 'long', texts: spread(long, count.long) },
  ];
}

function spread(texts: readonly string[], count: number): string[] {
  const step = texts.length / count;
  return Array.from({ length: Math.min(count, texts.length) }, (_, i) => texts[Math.floor(i * Math.max(step, 1))]!);
}
