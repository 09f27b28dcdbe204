import type { VotedPrinciple } from '../votedPrinciple.ts';

/** Two principles are contraries if their votes differ on this share of the comparisons on which either votes. */
const leastShare = 0.8;
/** Fewest comparisons on which both vote. */
const leastCases = 20;

/** Marks pairs of principles whose votes nearly negate each other as opposites; each has one at most. */
export function markOpposites(all: readonly VotedPrinciple[]): VotedPrinciple[] {
  const opposite = new Map<number, number>();
  for (let one = 0; one < all.length; one++) {
    for (let other = one + 1; other < all.length; other++) {
      if (opposite.has(one) || opposite.has(other)) continue;
      const [x, y] = [all[one]!.votes, all[other]!.votes];
      let [against, both, either] = [0, 0, 0];
      for (let row = 0; row < x.length; row++) {
        if (x[row] === 0 && y[row] === 0) continue;
        either++;
        if (x[row] === 0 || y[row] === 0) continue;
        both++;
        if (x[row] !== y[row]) against++;
      }
      if (both < leastCases || against < leastShare * either) continue;
      opposite.set(one, other);
      opposite.set(other, one);
    }
  }
  return all.map((voted, at) => {
    const contrary = opposite.get(at);
    return contrary === undefined
      ? voted
      : { ...voted, principle: { ...voted.principle, opposite: all[contrary]!.principle.id } };
  });
}
