import type { Decision } from '../../../src/edits/decision.ts';

/**
 * What a decision says, told without sides: a session names the sides as the record had them when it opened the file, and
 * a save may have exchanged them since.
 */
export function meaningOf(texts: { readonly a: string; readonly b: string } | null, decision: Decision): string {
  const { verdict, note, tags } = decision;
  if (texts === null) return JSON.stringify({ verdict, note, tags });
  const held = { a: decision.texts['a/0'] ?? texts.a, b: decision.texts['b/0'] ?? texts.b };
  const prefers = verdict === 'a' || verdict === 'b' ? `prefers ${held[verdict]}` : verdict;
  return JSON.stringify({ prefers, note, tags, texts: [held.a, held.b].toSorted() });
}
