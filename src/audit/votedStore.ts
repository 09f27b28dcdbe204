import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { Comparison } from '../dataset/comparison.ts';
import { responseHash } from '../dataset/comparisonKey.ts';
import type { Principle } from '../principles/principle.ts';
import type { VotedPrinciple } from '../principles/votedPrinciple.ts';

/**
 * Votes that a language model gave are kept per file, apart from audits: they are of the texts alone, so they hold whatever
 * the labels are. A comparison is known by its key and the vote by the response that it is for; where a text has changed,
 * there is no vote. One line of the comparisons that it read, then one line a principle with a sign per comparison.
 */
export interface KeptVotes {
  readonly principles: readonly VotedPrinciple[];
  /** What the model prefers by one general principle, above 0 for a; NaN where it was not asked. Null: never asked. */
  readonly judge: Float64Array | null;
  /** Name of the model. */
  readonly model: string;
  /** Places of the comparisons that it read. */
  readonly read: ReadonlySet<number>;
  /** Why what was kept can't be used, for people; null where it can. */
  readonly trouble: string | null;
}

interface Head {
  readonly store: 1;
  readonly keys: readonly string[];
  /** Hash of the response that a `+` is for, along `keys`. */
  readonly first: readonly string[];
  readonly model: string;
  /** Preference for that response along `keys`, to three decimals; null: no usable answer, or never asked at all. */
  readonly judge: readonly (number | null)[] | null;
}

interface Line {
  readonly principle: Principle;
  /** A sign per comparison: `+`, `-` or `0`. */
  readonly votes: string;
  /** Its proposals, each as the places of comparisons whose labels were seen. */
  readonly proposals: VotedPrinciple['proposals'];
}

/** Path of the kept votes of a file, by its absolute path. */
export function votedPath(storage: string, file: string): string {
  const name = createHash('sha256').update(file).digest('hex').slice(0, 32);
  return join(storage, 'principles', `${name}.jsonl`);
}

/** Path of the votes on sentences of the user's own, by the absolute path of the file: they are no part of an audit. */
export function ownVotedPath(storage: string, file: string): string {
  return votedPath(storage, file).replace(/\.jsonl$/, '.own.jsonl');
}

/** Path of the votes that were imported for a file, apart from those of a language model. */
export function importedPath(storage: string, file: string): string {
  return votedPath(storage, file).replace(/\.jsonl$/u, '.imported.jsonl');
}

/** Path of the margins by follow-up likelihood of a file: kept as a judgement is, without principles. */
export function followUpsPath(storage: string, file: string): string {
  return votedPath(storage, file).replace(/\.jsonl$/u, '.follow-ups.jsonl');
}

/** What follow-ups made of comparisons, to be asked along any; null where nobody asked. */
export function openFollowUps(storage: string, file: string): Promise<VotesAlong | null> {
  return openVoted(followUpsPath(storage, file), 'run pairlens followups again, its answers are kept');
}

/** What stands for the kept votes of a path: an audit made with others is another. Empty where nothing is kept. */
export async function votedDigest(path: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return '';
  }
}

/**
 * Keeps what a model said; what was kept before for this path is replaced. The file is whole or not there.
 *
 * @param comparisons - those that it read; votes and preferences are along them
 */
export async function storeVoted(
  path: string,
  comparisons: readonly Comparison[],
  { principles, judge, model }: Omit<KeptVotes, 'read' | 'trouble'>,
): Promise<void> {
  const head: Head = {
    store: 1,
    keys: comparisons.map(({ key }) => key),
    first: comparisons.map(({ a }) => responseHash(a)),
    model,
    judge: judge && Array.from(judge, margin => (Number.isNaN(margin) ? null : Math.round(margin * 1000) / 1000)),
  };
  const lines = principles.map(
    ({ principle, votes, proposals }): Line => ({
      principle,
      votes: Array.from(votes, vote => (vote > 0 ? '+' : vote < 0 ? '-' : '0')).join(''),
      proposals,
    }),
  );
  await mkdir(dirname(path), { recursive: true });
  await atomicWrite(path, async handle => {
    for (const line of [head, ...lines]) await handle.writeFile(`${JSON.stringify(line)}\n`);
  });
}

/** Votes that were read from disk once, and can be asked for along any comparisons of the file. */
export interface VotesAlong {
  /** Whether a comparison was read by whoever voted, by its key. */
  has(key: string): boolean;
  /** Number of comparisons that were. */
  readonly size: number;
  along(comparisons: readonly Comparison[]): KeptVotes;
}

/**
 * What was kept, along these comparisons; null where nothing is. Where it can't be read it says so as `trouble`.
 *
 * @param cure - what to do then
 */
export async function loadVoted(
  path: string,
  comparisons: readonly Comparison[],
  cure?: string,
): Promise<KeptVotes | null> {
  return (await openVoted(path, cure))?.along(comparisons) ?? null;
}

/** The same, to be asked along any comparisons. */
export async function openVoted(
  path: string,
  cure = 'extract principles again, its answers are kept',
): Promise<VotesAlong | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : unusable(error, cure);
  }
  try {
    const [head, ...lines] = text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as unknown);
    return readable(head as Head, lines as Line[], cure);
  } catch (error) {
    return unusable(error, cure);
  }
}

function unusable(error: unknown, cure: string): VotesAlong {
  const why = error instanceof Error ? error.message : String(error);
  const trouble = `its votes can't be read (${why}): ${cure}`;
  const kept: KeptVotes = { principles: [], judge: null, model: 'language model', read: new Set(), trouble };
  return { has: () => false, size: 0, along: () => kept };
}

function readable(head: Head, lines: readonly Line[], cure: string): VotesAlong {
  if (head.store !== 1) throw new Error('another version of PairLens wrote them');
  const placeOf = new Map(head.keys.map((key, place) => [key, place]));
  return {
    has: key => placeOf.has(key),
    size: placeOf.size,
    along: comparisons => {
      try {
        return votesAlong(head, lines, placeOf, comparisons);
      } catch (error) {
        return unusable(error, cure).along(comparisons);
      }
    },
  };
}

function votesAlong(
  head: Head,
  lines: readonly Line[],
  placeOf: ReadonlyMap<string, number>,
  comparisons: readonly Comparison[],
): KeptVotes {
  const now = new Map<number, number[]>();
  const kept = comparisons.map(({ key, a, b }, index) => {
    const place = placeOf.get(key);
    if (place === undefined) return null;
    const first = head.first[place];
    const sign = first === responseHash(a) ? 1 : first === responseHash(b) ? -1 : 0;
    if (sign === 0) return null;
    now.set(place, [...(now.get(place) ?? []), index]);
    return { place, sign };
  });
  return {
    principles: lines.map(({ principle, votes, proposals }) => ({
      principle,
      votes: Int8Array.from(kept, held => {
        const vote = held === null ? '0' : votes[held.place];
        return vote === '+' ? held!.sign : vote === '-' ? -held!.sign : 0;
      }),
      // Of comparisons with the same texts, the last one's place was kept.
      proposals: proposals.map(seen => seen.flatMap(place => now.get(placeOf.get(head.keys[place] ?? '') ?? -1) ?? [])),
    })),
    judge:
      head.judge &&
      Float64Array.from(kept, held => {
        const margin = held === null ? null : (head.judge?.[held.place] ?? null);
        return margin === null ? Number.NaN : held!.sign * margin;
      }),
    model: head.model,
    read: new Set(kept.flatMap((held, index) => (held === null ? [] : [index]))),
    trouble: null,
  };
}
