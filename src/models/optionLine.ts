import { parseArgs } from 'node:util';
import { ModelError } from './modelError.ts';
import { parseChoices } from './parseChoices.ts';
import type { RecipeChoices } from './recipeChoices.ts';

/** Options that say what a model is and how it is asked, for `parseArgs`. */
export const recipeOptions = {
  kind: { type: 'string' },
  pooling: { type: 'string' },
  prefix: { type: 'string' },
  'max-length': { type: 'string' },
  template: { type: 'string' },
  keep: { type: 'string' },
  objective: { type: 'string', multiple: true },
  precision: { type: 'string' },
} as const;

/**
 * Reads options as they are written on a command line: `--kind reward --prefix "passage: "`. Words are split at blanks
 * outside of quotes; nothing else is special.
 *
 * @throws ModelError (`recipe`) with what to write instead
 */
export function parseOptionLine(line: string): RecipeChoices {
  try {
    const { values } = parseArgs({ args: wordsOf(line), options: recipeOptions, strict: true });
    return parseChoices(values);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const reason = error instanceof Error ? error.message.split('. ')[0]! : String(error);
    throw new ModelError(
      'recipe',
      reason,
      `Options: ${Object.keys(recipeOptions)
        .map(name => `--${name}`)
        .join(', ')}`,
    );
  }
}

function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (const sign of line) {
    if (quote === sign) quote = '';
    else if (quote === '' && (sign === '"' || sign === "'")) {
      quote = sign;
      word ??= '';
    } else if (quote === '' && /\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') throw new ModelError('recipe', `A quotation mark ${quote} is not closed`, 'Close it');
  return word === null ? words : [...words, word];
}
