import { twoSided } from '../conditional/dependsOn.ts';
import type { PrincipleFigures, PrinciplesResult } from '../principlesResult.ts';

/** One principle in two datasets or versions. */
export interface PrincipleChange {
  readonly text: string;
  readonly short: string;
  readonly one: PrincipleFigures;
  readonly other: PrincipleFigures;
  /** Strength in the second less strength in the first. */
  readonly change: number;
  /** Two-sided p that the accuracies are equal (two proportions, labels counted as independent); 1 without votes. */
  readonly p: number;
}

/** Two results side by side. */
export interface PrinciplesComparison {
  /** Principles of both, largest change of strength first. */
  readonly both: readonly PrincipleChange[];
  /** Those whose accuracy differs at a false discovery rate of 5 % (Benjamini and Hochberg 1995). */
  readonly differ: readonly PrincipleChange[];
  /** Sentences of the constitutions: in both, only in the first, only in the second. */
  readonly shared: readonly string[];
  readonly onlyOne: readonly string[];
  readonly onlyOther: readonly string[];
  /** Pearson correlation of the strengths over the principles of both; null with fewer than three or without spread. */
  readonly alike: number | null;
}

type Compared = Pick<PrinciplesResult, 'principles'>;

const falseDiscoveries = 0.05;

function equalAccuracies(x: PrincipleFigures, y: PrincipleFigures): number {
  const [n, m] = [x.for + x.against, y.for + y.against];
  if (n === 0 || m === 0) return 1;
  const pooled = (x.for + y.for) / (n + m);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return error > 0 ? twoSided((x.accuracy - y.accuracy) / error) : 1;
}

function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  if (pairs.length < 3) return null;
  const mean = (at: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [mx, my] = [mean(0), mean(1)];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xy += (x - mx) * (y - my);
    xx += (x - mx) ** 2;
    yy += (y - my) ** 2;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** Compares two results by the sentences of their principles. */
export function comparePrinciples(one: Compared, other: Compared): PrinciplesComparison {
  const known = new Map(other.principles.map(figures => [figures.text, figures]));
  const both = one.principles
    .flatMap((figures): PrincipleChange[] => {
      const second = known.get(figures.text);
      if (second === undefined) return [];
      const { text, short } = figures;
      const change = second.strength - figures.strength;
      return [{ text, short, one: figures, other: second, change, p: equalAccuracies(figures, second) }];
    })
    .sort((x, y) => Math.abs(y.change) - Math.abs(x.change) || (x.text < y.text ? -1 : 1));
  const byP = [...both].sort((x, y) => x.p - y.p);
  const passed = byP.findLastIndex(({ p }, at) => p <= (falseDiscoveries * (at + 1)) / byP.length) + 1;
  const rules = ({ principles }: Compared): string[] =>
    principles
      .filter(({ place }) => place !== null)
      .sort((x, y) => x.place! - y.place!)
      .map(({ text }) => text);
  const [first, second] = [rules(one), rules(other)];
  return {
    both,
    differ: byP.slice(0, passed).sort((x, y) => Math.abs(y.change) - Math.abs(x.change)),
    shared: first.filter(text => second.includes(text)),
    onlyOne: first.filter(text => !second.includes(text)),
    onlyOther: second.filter(text => !first.includes(text)),
    alike: correlation(both.map(pair => [pair.one.strength, pair.other.strength] as const)),
  };
}
