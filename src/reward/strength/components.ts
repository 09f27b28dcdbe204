import { Groups } from '../groups.ts';
import type { Meeting } from './meetings.ts';

/** Which ids can be set against each other. Arrays run along the ids. */
export interface Components {
  /** Ids between which there is a way of meetings share it. Numbered from 0, the largest first. */
  readonly component: Int32Array;
  /**
   * Ids that have (by some way) beaten or tied each other both ways share it. Between two groups of one component all wins go
   * one way, so that nothing but the prior says how far apart they are (Ford 1957). Numbered within the component, 0 wins
   * against all others that it met.
   */
  readonly group: Int32Array;
  /** Groups of each component. */
  readonly groups: readonly number[];
}

/** Components of the graph of meetings, and inside them the strongly connected groups of who beat (or tied) whom. */
export function componentsOf(count: number, meetings: readonly Meeting[]): Components {
  const joined = new Groups(count);
  const out: Set<number>[] = Array.from({ length: count }, () => new Set());
  for (const { a, b, outcome } of meetings) {
    joined.join(a, b);
    if (outcome >= 0) out[a]!.add(b);
    if (outcome <= 0) out[b]!.add(a);
  }
  const raw = joined.numbered();
  const sizes = new Map<number, number>();
  for (const c of raw) sizes.set(c, (sizes.get(c) ?? 0) + 1);
  const order = [...sizes].sort((x, y) => y[1] - x[1] || x[0] - y[0]).map(([c]) => c);
  const place = new Map(order.map((c, at) => [c, at]));
  const component = Int32Array.from(raw, c => place.get(c)!);
  const strong = stronglyConnected(out);
  // Tarjan closes a group after all that it beats: the last one closed has nobody above it.
  const groups: number[] = order.map(() => 0);
  const within = new Map<number, number>();
  for (let s = strong.count - 1; s >= 0; s--) {
    const member = strong.member[s]!;
    within.set(s, groups[component[member]!]!++);
  }
  return { component, group: Int32Array.from(strong.of, s => within.get(s)!), groups };
}

/** Tarjan's algorithm (1972), without recursion. */
function stronglyConnected(out: readonly ReadonlySet<number>[]): {
  readonly of: Int32Array;
  readonly count: number;
  /** One id of each group. */
  readonly member: readonly number[];
} {
  const n = out.length;
  const index = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const of = new Int32Array(n).fill(-1);
  const stack: number[] = [];
  const member: number[] = [];
  let next = 0;
  for (let root = 0; root < n; root++) {
    if (index[root] !== -1) continue;
    const path: { readonly at: number; readonly to: Iterator<number> }[] = [];
    const enter = (at: number): void => {
      index[at] = next;
      low[at] = next++;
      stack.push(at);
      path.push({ at, to: out[at]!.values() });
    };
    enter(root);
    while (path.length > 0) {
      const { at, to } = path.at(-1)!;
      const step = to.next();
      if (step.done !== true) {
        if (index[step.value] === -1) enter(step.value);
        else if (of[step.value] === -1) low[at] = Math.min(low[at]!, index[step.value]!);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above !== undefined) low[above.at] = Math.min(low[above.at]!, low[at]!);
      if (low[at] !== index[at]) continue;
      for (let last = -1; last !== at; ) {
        last = stack.pop()!;
        of[last] = member.length;
      }
      member.push(at);
    }
  }
  return { of, count: member.length, member };
}
