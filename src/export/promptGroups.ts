import { type Comparison, type Message, textOf } from '../dataset/comparison.ts';
import { responseHash } from '../dataset/comparisonKey.ts';
import { Groups } from '../reward/groups.ts';
import { nearDuplicates } from '../reward/similar.ts';

/** Estimated Jaccard similarity of four-word shingles from which prompts count as one. */
export const nearPrompts = 0.7;
/** Shorter opening turns, in characters, open any conversation ("Hello"). */
const shortestOpening = 20;

/** Which comparisons must stay together where a prompt may be on one side only. */
export interface PromptGroups {
  /** Group of each comparison, numbered from 0 in order of first appearance. */
  readonly of: Int32Array;
  readonly count: number;
  /** Comparisons of the largest group. */
  readonly largest: number;
  /** Prompt of each comparison as it was compared; its responses where it has none. */
  readonly texts: readonly string[];
}

/**
 * Groups comparisons by prompt. Two are of one group if their prompts are equal but for case, spacing and punctuation, open
 * with the same turn of the user, or are near-duplicates (system messages aside, which all prompts of a file may share); if
 * they are of one list; or if they set the same two responses against each other. Where there is no prompt, the responses
 * stand in for it. Groups are closed: what is of a group with something of another joins both.
 */
export function promptGroups(comparisons: readonly Comparison[]): PromptGroups {
  const groups = new Groups(comparisons.length);
  const firsts = new Map<string, number>();
  const join = (kind: string, key: string, i: number): void => {
    const name = `${kind}\u0000${key}`;
    const first = firsts.get(name);
    if (first === undefined) firsts.set(name, i);
    else groups.join(first, i);
  };
  const texts: string[] = [];
  const owners: number[] = [];
  const known = new Set<string>();
  const names: string[] = [];
  for (const [i, { prompt, promptB, a, b, listId }] of comparisons.entries()) {
    join('pair', [a, b].map(responseHash).toSorted().join(), i);
    if (listId !== undefined) join('list', listId, i);
    const asked = [prompt, ...(promptB ? [promptB] : [])];
    const wholes = asked.map(messages => plain(wholeOf(messages))).filter(text => text !== '');
    const sides = wholes.length > 0 ? [] : [a, b].map(({ messages }) => plain(textOf(messages)));
    names.push(wholes[0] ?? sides.toSorted().join('\u0000'));
    // A question and the opening turn of a conversation are one kind of key: the former may go on as the latter.
    for (const whole of wholes) join('prompt', whole, i);
    for (const messages of asked) {
      // Of a single question the opening is the whole, which is joined already.
      if (messages.length === 1) continue;
      const opening = plain(messages.find(({ role }) => role === 'user')?.content ?? '');
      if (opening.length >= shortestOpening) join('prompt', opening, i);
    }
    // Equal texts are joined already; one of each is enough to be compared.
    for (const text of wholes.length > 0 ? wholes : sides) {
      if (known.has(text)) continue;
      known.add(text);
      texts.push(text);
      owners.push(i);
    }
    for (const side of sides) if (side.length >= shortestOpening) join('side', side, i);
  }
  for (const [one, other] of nearDuplicates(texts, nearPrompts)) groups.join(owners[one]!, owners[other]!);
  const of = groups.numbered();
  return {
    of,
    count: of.reduce((most, group) => Math.max(most, group + 1), 0),
    largest: of.length === 0 ? 0 : groups.largest(),
    texts: names,
  };
}

function wholeOf(messages: readonly Message[]): string {
  const asked = messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  return textOf(asked.length > 0 ? asked : messages);
}

/** Letters and digits only, in lower case: what two spellings of one prompt share; all of a text that has none of these. */
export function plain(text: string): string {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? text.trim() : words;
}
