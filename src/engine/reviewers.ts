import type { Decision, Verdict } from '../edits/decision.ts';
import type { ReviewerPair } from '../protocol/review.ts';
import type { ReviewerVerdict } from '../protocol/rows.ts';
import { cohenKappa } from '../reward/cohenKappa.ts';
import { isJudged } from './isJudged.ts';

/** What several reviewers said of rows, as the review file holds it, and whether they agree. */
export class Reviewers {
  readonly #rows = new Map<number, readonly ReviewerVerdict[]>();
  #conflicting: ReadonlySet<number> | null = null;

  /** Replaces what is known of a row. */
  set(row: number, verdicts: readonly ReviewerVerdict[]): void {
    this.#conflicting = null;
    this.#rows.set(row, verdicts);
  }

  clear(): void {
    this.#conflicting = null;
    this.#rows.clear();
  }

  /** What reviewers said of a row; undefined where fewer than two did. */
  of(row: number): readonly ReviewerVerdict[] | undefined {
    return this.#rows.get(row);
  }

  /** Rows about which reviewers disagreed before they saw one another's verdicts, in file order. */
  get conflicting(): ReadonlySet<number> {
    this.#conflicting ??= new Set(
      [...this.#rows]
        .filter(([, said]) => new Set(said.map(one => one.independent).filter(isJudged)).size > 1)
        .map(([row]) => row)
        .sort((x, y) => x - y),
    );
    return this.#conflicting;
  }

  /** Whether somebody has settled a row: with the verdicts of the others in view, and none of them came later. */
  isSettled(row: number, decision: Decision | undefined): boolean {
    const said = this.#rows.get(row) ?? [];
    const times = said.filter(one => !one.settles && isJudged(one.verdict)).map(one => one.at);
    const isLatest = (at: string): boolean => times.every(time => time <= at);
    if (decision?.given === 'settled' && isLatest(decision.at)) return true;
    return said.some(one => one.settles && isLatest(one.at));
  }

  /** Agreement of every two reviewers on what both judged before they saw one another's verdicts, most in common first. */
  get pairs(): ReviewerPair[] {
    const verdicts = new Map<string, { readonly reviewers: readonly [string, string]; readonly pairs: Pairs }>();
    for (const said of this.#rows.values()) {
      const judged = said.filter(one => isJudged(one.independent)).sort((x, y) => (x.reviewer < y.reviewer ? -1 : 1));
      for (const [i, one] of judged.entries()) {
        for (const other of judged.slice(i + 1)) {
          const reviewers = [one.reviewer, other.reviewer] as const;
          const key = JSON.stringify(reviewers);
          const known = verdicts.get(key) ?? { reviewers, pairs: [] };
          known.pairs.push([one.independent as Verdict, other.independent as Verdict]);
          verdicts.set(key, known);
        }
      }
    }
    return [...verdicts.values()]
      .toSorted((x, y) => y.pairs.length - x.pairs.length)
      .flatMap(({ reviewers, pairs }) => {
        const agreement = cohenKappa(pairs);
        return agreement === null ? [] : [{ reviewers, agreement }];
      });
  }
}

type Pairs = (readonly [Verdict, Verdict])[];
