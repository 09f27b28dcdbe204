import type { Estimate } from '../figures.ts';
import { wilson } from '../numbers.ts';
import type { AnnotatorVotes } from './annotatorVotes.ts';

/** How often two annotators said the same of the same pair. */
export interface AnnotatorPair {
  readonly one: string;
  readonly other: string;
  readonly agreement: Estimate;
  /** 2 (agreement - 1/2): 1 where they always agree, 0 as chance would have it between two responses. */
  readonly kappa: number;
}

/** Fewest pairs that both judged. */
const fewest = 5;
/** More pairs of annotators than anybody reads. */
const most = 400;

function tallyOf(tallies: Map<number, { n: number; alike: number }>, key: number): { n: number; alike: number } {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const made = { n: 0, alike: 0 };
  tallies.set(key, made);
  return made;
}

/** Pairs of annotators with votes on the same texts, those with most in common first; ties count where both said so. */
export function disagreements({ votes, names, units }: AnnotatorVotes): AnnotatorPair[] {
  const on = Array.from({ length: units }, (): (typeof votes)[number][] => []);
  for (const vote of votes) on[vote.unit]!.push(vote);
  const met = new Map<number, { n: number; alike: number }>();
  for (const here of on) {
    const onThis = new Map<number, { n: number; alike: number }>();
    for (const [k, one] of here.entries()) {
      for (const other of here.slice(k + 1)) {
        if (one.annotator === other.annotator) continue;
        const [low, high] = [Math.min(one.annotator, other.annotator), Math.max(one.annotator, other.annotator)];
        const tally = tallyOf(onThis, low * names.length + high);
        tally.n++;
        if (one.side === other.side) tally.alike++;
      }
    }
    // Texts that stand in several rows are one observation of the two, however often both voted.
    for (const [key, { n, alike }] of onThis) {
      const tally = tallyOf(met, key);
      tally.n++;
      tally.alike += alike / n;
    }
  }
  return [...met]
    .filter(([, { n }]) => n >= fewest)
    .sort(([x, { n }], [y, { n: m }]) => m - n || x - y)
    .slice(0, most)
    .map(([key, { n, alike }]) => ({
      one: names[Math.floor(key / names.length)]!,
      other: names[key % names.length]!,
      agreement: wilson(alike, n)!,
      kappa: 2 * (alike / n - 0.5),
    }));
}
