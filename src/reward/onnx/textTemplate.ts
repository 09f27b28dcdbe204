import type { Message } from '../../dataset/comparison.ts';
import type { Tokens } from './graph.ts';
import type { Keep, TextTokenizer } from './tokenizer.ts';

/** Texts by the name that stands in braces for them. */
export type Slots = Readonly<Record<string, string>>;

/** Parts of a template: fixed text, or the name of a slot. */
type Part = { readonly fixed: string } | { readonly slot: string };

/**
 * Tokens of a plain-text template in which `{name}` stands for a text. Where the whole is too long, its texts are cut, the
 * longest first, and never the template around them: a model that misses its own markers judges nothing.
 */
export function templateTokens(
  template: string,
  slots: Slots,
  tokenizer: TextTokenizer,
  maxLength: number,
  keep: Keep,
): Tokens {
  const parts = partsOf(template, slots);
  const whole = parts.map(part => ('fixed' in part ? part.fixed : slots[part.slot]!)).join('');
  const tokens = tokenizer.single(whole, maxLength, keep);
  return tokens.truncated
    ? tokenizer.pieces(
        parts.map(part =>
          'fixed' in part ? { text: part.fixed, cut: false } : { text: slots[part.slot]!, cut: true },
        ),
        maxLength,
        keep,
      )
    : tokens;
}

function partsOf(template: string, slots: Slots): Part[] {
  // Split with a group: odd places are names in braces.
  return template.split(/\{(\w+)\}/).flatMap((piece, i): Part[] => {
    if (i % 2 === 0) return piece === '' ? [] : [{ fixed: piece }];
    return Object.hasOwn(slots, piece) ? [{ slot: piece }] : [{ fixed: `{${piece}}` }];
  });
}

/** A prompt as plain text: a single turn as it is, a conversation with the name of who speaks before each turn. */
export function promptText(messages: readonly Message[]): string {
  if (messages.length === 1) return messages[0]!.content;
  return messages
    .map(({ role, content }) => `${role[0]?.toUpperCase() ?? ''}${role.slice(1)}: ${content}`)
    .join('\n\n');
}
