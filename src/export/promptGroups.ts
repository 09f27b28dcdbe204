import { type Comparison, type Message, textOf } from '../dataset/comparison.ts';
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
  for (const [i, { prompt, promptB, a, b, listId }] of comparisons.entries()) {
    const sides = [textOf(a.messages), textOf(b.messages)].map(plain);
    join('pair', sides.toSorted().join('\u0000'), i);
    if (listId !== undefined) join('list', listId, i);
    const asked = [prompt, ...(promptB ? [promptB] : [])];
    const wholes = asked.map(messages => plain(wholeOf(messages))).filter(text => text !== '');
    for (const whole of wholes) join('prompt', whole, i);
    for (const messages of asked) {
      const opening = plain(messages.find(({ role }) => role === 'user')?.content ?? '');
      if (opening.length >= shortestOpening) join('opening', opening, i);
    }
    // Equal texts are joined already; one of each is enough to be compared.
    for (const text of wholes.length > 0 ? wholes : sides) {
      if (known.has(text)) continue;
      known.add(text);
      texts.push(text);
      owners.push(i);
    }
    if (wholes.length === 0) for (const side of sides) if (side.length >= shortestOpening) join('side', side, i);
  }
  for (const [one, other] of nearDuplicates(texts, nearPrompts)) groups.join(owners[one]!, owners[other]!);
  const of = groups.numbered();
  return {
    of,
    count: of.reduce((most, group) => Math.max(most, group + 1), 0),
    largest: of.length === 0 ? 0 : groups.largest(),
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
