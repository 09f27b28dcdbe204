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
 * there is no vote. One line of comparisons, then one line a principle with a sign per comparison.
 */
interface Head {
  readonly store: 1;
  readonly keys: readonly string[];
  /** Hash of the response that a `+` is for, along `keys`. */
  readonly first: readonly string[];
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

/** Keeps principles with their votes; what was kept before for this path is replaced. The file is whole or not there. */
export async function storeVoted(
  path: string,
  comparisons: readonly Comparison[],
  voted: readonly VotedPrinciple[],
): Promise<void> {
  const head: Head = {
    store: 1,
    keys: comparisons.map(({ key }) => key),
    first: comparisons.map(({ a }) => responseHash(a)),
  };
  const lines = voted.map(
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

/** Principles that were kept, with their votes along these comparisons; none where nothing is kept or it can't be read. */
export async function loadVoted(path: string, comparisons: readonly Comparison[]): Promise<VotedPrinciple[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return [];
  }
  try {
    const [head, ...lines] = text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line) as unknown);
    return votesAlong(head as Head, lines as Line[], comparisons);
  } catch {
    return [];
  }
}

function votesAlong(head: Head, lines: readonly Line[], comparisons: readonly Comparison[]): VotedPrinciple[] {
  if (head.store !== 1) return [];
  const placeOf = new Map(head.keys.map((key, place) => [key, place]));
  const now = new Map<number, number[]>();
  const kept = comparisons.map(({ key, a, b }, index) => {
    const place = placeOf.get(key);
    if (place === undefined) return null;
    now.set(place, [...(now.get(place) ?? []), index]);
    const first = head.first[place];
    const sign = first === responseHash(a) ? 1 : first === responseHash(b) ? -1 : 0;
    return { place, sign };
  });
  return lines.map(({ principle, votes, proposals }) => ({
    principle,
    votes: Int8Array.from(kept, held => {
      if (held === null) return 0;
      const vote = votes[held.place];
      return vote === '+' ? held.sign : vote === '-' ? -held.sign : 0;
    }),
    proposals: proposals.map(seen => seen.flatMap(place => now.get(placeOf.get(head.keys[place] ?? '') ?? -1) ?? [])),
  }));
}
