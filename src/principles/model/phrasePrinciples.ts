import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import { outerFolds } from '../evaluate/crossEvaluate.ts';
import { Pause } from '../pause.ts';
import type { VotedPrinciple } from '../votedPrinciple.ts';
import { phrasesOf, phraseWords } from './phrases.ts';

/** Fewest comparisons of a training part in which one response alone has the phrase, and least z of the sign test. */
const leastCases = 10;
const leastZ = 4;
/** Phrases kept per training part. */
const mostPhrases = 10;
interface FoundPhrase {
  readonly phrase: string;
  /** The chosen response has it, not the rejected one. */
  readonly want: boolean;
  readonly proposals: (readonly number[])[];
}

interface Cases {
  readonly rows: number[];
  /** +1 where a has it, -1 where b has it. */
  readonly sides: number[];
}

function byPhrase(comparisons: readonly Comparison[], rows: readonly number[]): Map<string, Cases> {
  const cases = new Map<string, Cases>();
  for (const row of rows) {
    const { a, b } = comparisons[row]!;
    const [ofA, ofB] = [phrasesOf(textOf(a.messages)), phrasesOf(textOf(b.messages))];
    const add = (phrase: string, side: number): void => {
      const known = cases.get(phrase);
      if (known === undefined) cases.set(phrase, { rows: [row], sides: [side] });
      else {
        known.rows.push(row);
        known.sides.push(side);
      }
    };
    for (const phrase of ofA) if (!ofB.has(phrase)) add(phrase, 1);
    for (const phrase of ofB) if (!ofA.has(phrase)) add(phrase, -1);
  }
  return cases;
}

/** Of phrases that stand for the same cases ("of course", "course"), the first is kept. */
function distinct(found: readonly { readonly phrase: string; readonly want: boolean; readonly z: number }[]) {
  const kept: { readonly phrase: string; readonly want: boolean }[] = [];
  for (const { phrase, want } of found) {
    const overlaps = kept.some(
      other => ` ${other.phrase} `.includes(` ${phrase} `) || ` ${phrase} `.includes(` ${other.phrase} `),
    );
    if (!overlaps) kept.push({ phrase, want });
    if (kept.length === mostPhrases) break;
  }
  return kept;
}

/**
 * Principles from the data alone, for where no model can propose: phrases that one response of a pair has and the other has
 * not, and that go with the label (sign test) among the rows given, as "mentions ..." or "does not mention ...". Each
 * training part of the outer folds finds its own. Votes are exact: who has the phrase.
 *
 * @param rows those that other principles fail to explain, or all
 */
export async function phrasePrinciples(
  comparisons: readonly Comparison[],
  labels: Int8Array,
  rows: readonly number[],
  folds: Uint8Array,
  signal?: AbortSignal,
): Promise<VotedPrinciple[]> {
  const pause = new Pause(signal);
  const cases = byPhrase(comparisons, rows);
  const parts = Array.from({ length: outerFolds }, (_, fold) => rows.filter(row => folds[row] !== fold));
  const found = new Map<string, FoundPhrase>();
  for (let fold = 0; fold < outerFolds; fold++) {
    const marked: { phrase: string; want: boolean; z: number }[] = [];
    for (const [phrase, { rows: at, sides }] of cases) {
      let n = 0;
      let sum = 0;
      for (let place = 0; place < at.length; place++) {
        if (folds[at[place]!] === fold) continue;
        n++;
        sum += sides[place]! * labels[at[place]!]!;
      }
      const z = n === 0 ? 0 : sum / Math.sqrt(n);
      if (n >= leastCases && Math.abs(z) >= leastZ) marked.push({ phrase, want: z > 0, z: Math.abs(z) });
      await pause.due();
    }
    marked.sort((x, y) => y.z - x.z || (x.phrase < y.phrase ? -1 : 1));
    for (const { phrase, want } of distinct(marked)) {
      const known = found.get(phrase) ?? { phrase, want, proposals: [] };
      known.proposals.push(parts[fold]!);
      found.set(phrase, known);
    }
  }
  const kept = [...found.values()].map(one => ({ ...one, votes: new Int8Array(comparisons.length) }));
  for (let row = 0; row < comparisons.length; row++) {
    const { a, b } = comparisons[row]!;
    const [ofA, ofB] = [phrasesOf(textOf(a.messages)), phrasesOf(textOf(b.messages))];
    for (const { phrase, want, votes } of kept) {
      const side = Number(ofA.has(phrase)) - Number(ofB.has(phrase));
      votes[row] = want ? side : -side;
    }
    await pause.due();
  }
  return kept.map(({ phrase, want, votes, proposals }) => {
    const short = phraseWords(phrase, want);
    const id = `${want ? 'mentions' : 'omits'}-${phrase.replaceAll(' ', '-')}`;
    return {
      principle: { id, text: `Select the response that ${short}.`, short, origin: 'measured' },
      votes,
      proposals,
    };
  });
}
