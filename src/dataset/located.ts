import type { TextRef } from '../edits/decision.ts';
import type { Response } from './comparison.ts';
import type { Patch, ReadComparison, WriteResult } from './format.ts';
import { ownAt } from './ownValue.ts';
import type { Parted, TextSpot, Turn } from './turn.ts';

/** A comparison together with the places of the record that hold its texts. */
export interface Located {
  readonly comparison: ReadComparison;
  readonly spots: ReadonlyMap<TextRef, readonly TextSpot[]>;
}

/** What a format adds to the texts of a comparison. */
export interface Facts extends Omit<ReadComparison, 'prompt' | 'promptB' | 'a' | 'b'> {
  /** Model and score of each response. */
  readonly ofA?: Omit<Response, 'messages'>;
  readonly ofB?: Omit<Response, 'messages'>;
}

/** Puts a comparison together from its turns. */
export function located(parted: Parted, { ofA, ofB, ...facts }: Facts): Located {
  const spots = new Map<TextRef, readonly TextSpot[]>();
  const messages = (part: 'prompt' | 'a' | 'b', turns: readonly Turn[]) =>
    turns.map((turn, i) => {
      spots.set(`${part}/${i}`, turn.spots);
      return turn.message;
    });
  const comparison: ReadComparison = {
    prompt: messages('prompt', parted.prompt),
    ...(parted.promptB && { promptB: parted.promptB.map(turn => turn.message) }),
    a: { messages: messages('a', parted.a), ...ofA },
    b: { messages: messages('b', parted.b), ...ofB },
    ...facts,
  };
  return { comparison, spots };
}

/** Patches that put edited texts into the record, whole strings or parts of them. */
export function textPatches(
  record: unknown,
  { spots }: Pick<Located, 'spots'>,
  texts: Readonly<Partial<Record<TextRef, string>>>,
): WriteResult {
  const notExpressed: string[] = [];
  const byPath = new Map<string, { spot: TextSpot; text: string }[]>();
  for (const [ref, text] of Object.entries(texts) as [TextRef, string][]) {
    const places = spots.get(ref);
    if (!places || places.length === 0) notExpressed.push(`the edited text ${ref}`);
    for (const spot of places ?? []) {
      const key = JSON.stringify(spot.path);
      byPath.set(key, [...(byPath.get(key) ?? []), { spot, text }]);
    }
  }
  const patches: Patch[] = [];
  for (const edits of byPath.values()) {
    const { path } = edits[0]!.spot;
    const before = ownAt(record, path);
    if (typeof before !== 'string') continue;
    const value = spliced(before, edits);
    if (value !== before) patches.push({ kind: 'set', path, value });
  }
  return { patches, notExpressed };
}

function spliced(before: string, edits: readonly { spot: TextSpot; text: string }[]): string {
  // From the end, so that the offsets of earlier parts stay right.
  const ordered = edits.toSorted((x, y) => (y.spot.start ?? 0) - (x.spot.start ?? 0));
  return ordered.reduce(
    (text, { spot: { start = 0, end = text.length }, text: replacement }) =>
      text.slice(0, start) + replacement + text.slice(end),
    before,
  );
}
