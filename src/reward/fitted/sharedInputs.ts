import type { FittedMember } from './fittedEnsemble.ts';
import type { FittedHead } from './fittedHead.ts';

/**
 * The same members, heads that read alike naming one and the same scaling, tables or edges: features are then made once for
 * all partitions.
 */
export function withSharedInputs(members: readonly FittedMember[]): FittedMember[] {
  const scalings: Extract<FittedHead, { kind: 'style' }>['scaling'][] = [];
  const blocks: Extract<FittedHead, { kind: 'ngram' }>['blocks'][] = [];
  const edges: (readonly Float32Array[])[] = [];
  const shared = (head: FittedHead): FittedHead => {
    if (head.kind === 'style') return { ...head, scaling: first(scalings, head.scaling, sameScaling) };
    if (head.kind === 'ngram') return { ...head, blocks: first(blocks, head.blocks, sameBlocks) };
    if (head.kind !== 'forest' && head.kind !== 'boosted') return head;
    return { ...head, edges: first(edges, head.edges, (x, y) => sameLists(x, y)) };
  };
  return members.map(member => ({ ...member, heads: member.heads.map(shared) }));
}

type Scaling = Extract<FittedHead, { kind: 'style' }>['scaling'];
type Blocks = Extract<FittedHead, { kind: 'ngram' }>['blocks'];

function sameScaling(x: Scaling, y: Scaling): boolean {
  return x.products === y.products && sameLists([x.means, x.kept, x.scales], [y.means, y.kept, y.scales]);
}

function sameBlocks(x: Blocks, y: Blocks): boolean {
  return (
    x.length === y.length &&
    x.every((of, k) => {
      const other = y[k]!;
      const sizes = ['words', 'fromCharacters', 'toCharacters'] as const;
      return (
        sizes.every(size => of.options[size] === other.options[size]) &&
        sameLists([of.place, of.idf], [other.place, other.idf])
      );
    })
  );
}

function sameLists(x: readonly ArrayLike<number>[], y: readonly ArrayLike<number>[]): boolean {
  return x === y || (x.length === y.length && x.every((of, k) => sameNumbers(of, y[k]!)));
}

function sameNumbers(x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  if (x === y) return true;
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}

/** The first of the known values that is the same; the value itself, henceforth known, where there is none. */
function first<T>(known: T[], value: T, same: (x: T, y: T) => boolean): T {
  const found = known.find(one => same(one, value));
  if (found === undefined) known.push(value);
  return found ?? value;
}
