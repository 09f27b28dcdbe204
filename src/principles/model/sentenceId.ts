import { createHash } from 'node:crypto';
import { wordingKey } from './wording.ts';

/** Id of a sentence: the same words have the same id in every run. */
export function sentenceId(text: string): string {
  return `said-${createHash('sha256').update(wordingKey(text)).digest('hex').slice(0, 10)}`;
}
