import type { TextRef } from '../edits/decision.ts';
import type { Message, Response } from './comparison.ts';
import type { Patch, ReadComparison, WriteResult } from './format.ts';
import { ownAt } from './ownValue.ts';
import type { Parted, TextSpot, Turn } from './turn.ts';

/** A comparison together with its turns, which know the places of the record that hold its texts. */
export interface Located {
  readonly comparison: ReadComparison;
  readonly parted: Parted;
}

/** What a format adds to the texts of a comparison. */
export type Facts = Omit<ReadComparison, 'prompt' | 'promptB' | 'a' | 'b'>;

/** Model and score of each response. */
export interface OfSides {
  readonly ofA: Omit<Response, 'messages'>;
  readonly ofB: Omit<Response, 'messages'>;
}

/** Puts a comparison together from its turns. */
export function located(parted: Parted, facts: Facts, { ofA, ofB }: OfSides = { ofA: {}, ofB: {} }): Located {
  const prompt = messagesOf(parted.prompt);
  const a = { messages: messagesOf(parted.a), ...ofA };
  const b = { messages: messagesOf(parted.b), ...ofB };
  const { promptB } = parted;
  return {
    comparison: promptB ? { prompt, promptB: messagesOf(promptB), a, b, ...facts } : { prompt, a, b, ...facts },
    parted,
  };
}

function messagesOf(turns: readonly Turn[]): Message[] {
  return turns.map(turn => turn.message);
}

/** The places of the record that hold each text. */
function spotsOf(parted: Parted): ReadonlyMap<string, readonly TextSpot[]> {
  const parts = (['prompt', 'a', 'b'] as const).flatMap(part =>
    parted[part].map((turn, i) => [`${part}/${i}`, turn.spots] as const),
  );
  return new Map(parts);
}

/** Patches that put edited texts into the record, whole strings or parts of them. */
export function textPatches(
  record: unknown,
  { parted }: Pick<Located, 'parted'>,
  texts: Readonly<Partial<Record<TextRef, string>>>,
): WriteResult {
  const spots = spotsOf(parted);
  const notExpressed: string[] = [];
  const byPath = new Map<string, { spot: TextSpot; text: string }[]>();
  for (const [ref, text] of Object.entries(texts) as [TextRef, string][]) {
    const places = spots.get(ref) ?? [];
    if (places.length === 0) notExpressed.push(`the edited text ${ref}`);
    for (const spot of places) {
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
