import { scanWords } from './scanWords.ts';

/** Parts that are looked at, and characters of the prompt that are read. */
const mostParts = 12;
const sample = 8000;

/**
 * The parts that a prompt asks for, each as its content stems: its questions, and its lines with a number or bullet; where
 * there is just one, it is split at "and". Empty where there are fewer than two.
 */
export function partsAsked(prompt: string): ReadonlySet<string>[] {
  const text = prompt.slice(-sample);
  const listed = text.split('\n').filter(line => /^\s{0,12}(?:[-*•]|\d{1,3}[.)]|[a-h][.)])\s/u.test(line));
  const questions = text.split(/(?<=[?？])\s|\n/u).filter(part => /[?？]\s?$/u.test(part));
  let parts = listed.length >= 2 ? listed : questions;
  if (parts.length < 2) {
    const sentence = parts[0] ?? text;
    if (sentence.length > 400) return [];
    parts = sentence.split(
      /,? and (?:also |then )?(?=(?:what|how|why|who|when|where|which|explain|describe|list|give|write|tell|compare|is|are|do|does|can)\b)/iu,
    );
  }
  const stems = parts.slice(0, mostParts).map(part => scanWords(part).content);
  const told = stems.filter(part => part.size > 0);
  return told.length >= 2 ? told : [];
}
