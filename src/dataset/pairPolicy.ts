/**
 * Which comparisons are made of a list of rated or ranked responses: the best against the worst, each against the next
 * lower one, every pair, or every pair whose levels lie at least `threshold` apart.
 */
export type PairPolicy =
  | { readonly kind: 'best-worst' | 'adjacent' | 'all' }
  | { readonly kind: 'threshold'; readonly threshold: number };

/** What is done unless the user says otherwise: one comparison a list, with the surest label. */
export const defaultPolicy: PairPolicy = { kind: 'best-worst' };

/**
 * Parses a policy as users write it: `best-worst`, `adjacent`, `all` or `threshold:1.5`.
 *
 * @throws {SyntaxError} that says what may be written
 */
export function parsePairPolicy(text: string): PairPolicy {
  const [kind, rest] = text.trim().split(':', 2);
  if ((kind === 'best-worst' || kind === 'adjacent' || kind === 'all') && rest === undefined) return { kind };
  const threshold = rest === undefined || rest.trim() === '' ? Number.NaN : Number(rest);
  if (kind === 'threshold' && Number.isFinite(threshold) && threshold > 0) return { kind, threshold };
  throw new SyntaxError(
    `"${text}" is no policy for pairs. Write best-worst, adjacent, all, or threshold: and the least difference of the ` +
      'levels, as threshold:2.',
  );
}

/** A policy as `parsePairPolicy` reads it. */
export function policyText(policy: PairPolicy): string {
  return policy.kind === 'threshold' ? `threshold:${policy.threshold}` : policy.kind;
}

/** Two responses of a list by their places, the one of the higher level first. */
export type Pair = readonly [better: number, worse: number];

/**
 * The pairs of a list under a policy, in an order that depends on the list alone.
 *
 * @param levels - level of each response, higher is better; equal levels keep the order of the list
 * @param ties - whether two responses of one level make a comparison (a tie) at all
 */
export function pairsOf(levels: readonly number[], policy: PairPolicy, ties: boolean): Pair[] {
  const order = levels.map((_, i) => i).toSorted((x, y) => levels[y]! - levels[x]! || x - y);
  const gap = ([better, worse]: Pair): number => levels[better]! - levels[worse]!;
  const worth = (pair: Pair): boolean =>
    policy.kind === 'threshold' ? gap(pair) >= policy.threshold : ties || gap(pair) > 0;
  const last = order.length - 1;
  if (last < 1) return [];
  if (policy.kind === 'best-worst') {
    // Of several worst ones, the first of the list.
    const lowest = levels[order[last]!]!;
    const worst = order.find((item, i) => i > 0 && levels[item] === lowest)!;
    return [[order[0]!, worst] as const].filter(worth);
  }
  if (policy.kind === 'adjacent' && ties) return order.slice(1).map((item, i) => [order[i]!, item] as const);
  if (policy.kind === 'adjacent') return steps(order, levels);
  return order.flatMap((better, i) => order.slice(i + 1).map((worse): Pair => [better, worse])).filter(worth);
}

/** Where ties make no comparison, the responses of one level are each paired with one of the next level, in turn. */
function steps(order: readonly number[], levels: readonly number[]): Pair[] {
  const groups: number[][] = [];
  for (const item of order) {
    const group = groups.at(-1);
    if (group && levels[group[0]!] === levels[item]) group.push(item);
    else groups.push([item]);
  }
  return groups.slice(1).flatMap((worse, i) => {
    const better = groups[i]!;
    const count = Math.max(better.length, worse.length);
    return Array.from({ length: count }, (_, k): Pair => [better[k % better.length]!, worse[k % worse.length]!]);
  });
}
