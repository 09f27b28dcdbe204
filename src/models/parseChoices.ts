import type { Objective, Precision, TextTemplate } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import { parseTemplate } from './parseRecipe.ts';
import type { RecipeChoices } from './recipeChoices.ts';

/** Options of `pairlens models add` that say how a model is run, as they are written. */
export interface WrittenChoices {
  readonly kind?: string;
  readonly pooling?: string;
  readonly prefix?: string;
  readonly 'max-length'?: string;
  readonly template?: string;
  readonly keep?: string;
  readonly objective?: readonly string[];
  readonly precision?: string;
}

/** Reads these options. @throws ModelError (`recipe`) with what to write instead */
export function parseChoices(written: WrittenChoices): RecipeChoices {
  const kind = oneOf('kind', written.kind, ['encoder', 'reward', 'pairwise']);
  const pooling = oneOf('pooling', written.pooling, ['mean', 'cls']);
  const keep = oneOf('keep', written.keep, ['start', 'end']);
  const precision = oneOf<Precision>('precision', written.precision, ['fp32', 'fp16', 'int8', 'int8-weights']);
  const { 'max-length': length, template, objective, prefix } = written;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(pooling === undefined ? {} : { pooling }),
    ...(prefix === undefined ? {} : { prefix }),
    ...(length === undefined ? {} : { maxLength: parseLength(length) }),
    ...(template === undefined ? {} : { template: parseTemplateText(template, kind === 'pairwise' ? kind : 'reward') }),
    ...(keep === undefined ? {} : { keep }),
    ...(objective === undefined ? {} : { objectives: objective.map(parseObjective) }),
    ...(precision === undefined ? {} : { precision }),
  };
}

function oneOf<const T extends string>(option: string, text: string | undefined, choices: readonly T[]): T | undefined {
  if (text === undefined) return undefined;
  const found = choices.find(choice => choice === text);
  if (found === undefined) throw wrong(option, text, choices.join(', '));
  return found;
}

function parseLength(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 8 || value > 1_000_000)
    throw wrong('max-length', text, 'a whole number of tokens, at least 8');
  return value;
}

function parseTemplateText(text: string, kind: 'reward' | 'pairwise'): TextTemplate | { readonly kind: 'chat' } {
  if (text === 'pair') return { kind: text };
  if (text === 'chat') return { kind: text };
  const body = text.startsWith('text:') ? text.slice(5).replaceAll('\\n', '\n') : null;
  if (body === null) throw wrong('template', text, 'pair, chat, or text: followed by the text');
  try {
    return parseTemplate({ kind: 'text', text: body }, kind);
  } catch (error) {
    throw wrong('template', text, error instanceof Error ? `a text with its places (${error.message})` : 'a text');
  }
}

function parseObjective(text: string): Objective {
  const at = text.lastIndexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const weight = at < 0 ? 1 : Number(text.slice(at + 1).trim() || Number.NaN);
  if (name === '' || !Number.isFinite(weight)) throw wrong('objective', text, 'NAME=WEIGHT, for example helpful=1');
  return { name, weight };
}

function wrong(option: string, text: string, expected: string): ModelError {
  return new ModelError('recipe', `--${option} ${JSON.stringify(text)} can't be used`, `Write ${expected}`);
}
