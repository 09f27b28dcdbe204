import { type Comparison, textOf } from '../../dataset/comparison.ts';
import type { Estimate } from '../figures.ts';
import { wilson } from '../numbers.ts';

/** The same question and responses, labelled one way in one context and the other way in another. */
export interface ContextFlip {
  /** Rows of the two comparisons, and their contexts. */
  readonly rows: readonly [number, number];
  readonly contexts: readonly [string, string];
}

/** Preferences that turn with their context. */
export interface ContextFlips {
  /** Pairs of responses judged in two contexts or more, and the share of them whose label is not the same in all. */
  readonly share: Estimate | null;
  /** Pairs of responses with unlike labels inside one context: errors or people, not contexts. */
  readonly within: Estimate | null;
  /** The first hundred, in file order. */
  readonly flips: readonly ContextFlip[];
}

const mostFlips = 100;

/** Text without what tells near-same writings apart: case, spacing, punctuation. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * Finds pairs that stand in several contexts: the same turns but for system messages, and the same two responses, letter
 * case, spacing and punctuation aside, in either order (Janus, 2405.17977: such labels do not contradict each other).
 *
 * @param contextOf - context of the comparison at a place; undefined where it has none
 */
export function contextFlips(
  comparisons: readonly Comparison[],
  contextOf: (place: number) => string | undefined,
): ContextFlips {
  const pairs = new Map<string, { readonly place: number; readonly context: string; readonly side: 1 | -1 }[]>();
  for (const [place, { prompt, promptB, a, b, label }] of comparisons.entries()) {
    const context = contextOf(place);
    if (context === undefined || promptB !== undefined || (label !== 'a' && label !== 'b')) continue;
    const turns = prompt.filter(({ role }) => role !== 'system' && role !== 'developer');
    const [one, other] = [plain(textOf(a.messages)), plain(textOf(b.messages))];
    if (one === other) continue;
    const [first, second] = one < other ? [one, other] : [other, one];
    const key = JSON.stringify([turns.map(({ role, content }) => [role, plain(content)]), first, second]);
    const here = pairs.get(key) ?? [];
    pairs.set(key, here);
    here.push({ place, context, side: (label === 'a') === one < other ? 1 : -1 });
  }
  const flips: ContextFlip[] = [];
  let [across, turned, repeated, unlike] = [0, 0, 0, 0];
  for (const here of pairs.values()) {
    const inside = new Map<string, Set<number>>();
    for (const { context, side } of here) inside.set(context, (inside.get(context) ?? new Set()).add(side));
    if (here.length > inside.size) {
      repeated++;
      if ([...inside.values()].some(sides => sides.size > 1)) unlike++;
    }
    // Where a context is divided in itself, it can't be said what it turns.
    const settled = here.filter(({ context }) => inside.get(context)!.size === 1);
    const one = settled[0];
    if (one === undefined || settled.every(({ context }) => context === one.context)) continue;
    across++;
    const other = settled.find(({ context, side }) => context !== one.context && side !== one.side);
    if (other === undefined) continue;
    turned++;
    if (flips.length < mostFlips) {
      flips.push({
        rows: [comparisons[one.place]!.row, comparisons[other.place]!.row],
        contexts: [one.context, other.context],
      });
    }
  }
  return { share: wilson(turned, across), within: wilson(unlike, repeated), flips };
}
