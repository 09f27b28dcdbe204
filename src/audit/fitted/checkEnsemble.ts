import { relevances } from '../../reward/encoder/relevance.ts';
import { ngramPlaces } from '../../reward/features/ngrams.ts';
import { contextNames, styleFeatures } from '../../reward/features/style.ts';
import type { FittedEnsemble, FittedMember } from '../../reward/fitted/fittedEnsemble.ts';
import type { FittedHead } from '../../reward/fitted/fittedHead.ts';
import type { FlatTree } from '../../reward/heads/flatTree.ts';
import { rawWidth } from '../../reward/heads/styleDesign.ts';

/**
 * Takes unpacked data for a fitted ensemble if all of it fits together: sizes, places, and trees that come to an end.
 *
 * @throws RangeError that names what does not fit, or a TypeError where a part is missing
 */
export function checkEnsemble(unpacked: unknown): FittedEnsemble {
  const ensemble = unpacked as FittedEnsemble;
  const { members, mix, slopes, corpus, keys, folds, comparisons } = ensemble;
  need(Number.isSafeInteger(comparisons) && keys instanceof Uint8Array, 'keys');
  need(keys.length === 16 * comparisons, 'as many keys as comparisons');
  need(corpus.words instanceof Int32Array && corpus.counts instanceof Int32Array, 'words');
  need(corpus.words.length === corpus.counts.length && Number.isFinite(corpus.texts), 'words and their counts');
  need(folds.length > 0 && folds.every(of => of instanceof Uint8Array && of.length === comparisons), 'folds');
  const counts = folds.map(of => of.reduce((most, fold) => Math.max(most, fold + 1), 0));
  const count = counts[0]!;
  need(slopes.length >= count && slopes.every(Number.isFinite), 'slopes');
  const voices = members.filter(({ voice }) => voice !== null).length;
  for (const member of members) checkMember(member, voices, counts);
  need(
    mix.kinds.every(
      ({ voices: places, scales, scale }) =>
        places.every(place => Number.isInteger(place) && place >= 0 && place < voices) &&
        scales.length === places.length &&
        Number.isFinite(scale),
    ),
    'voices',
  );
  need(mix.weights.length >= count && mix.weights.every(of => of.length === mix.kinds.length), 'weights of voices');
  need(typeof ensemble.threshold === 'number' && typeof ensemble.flipRate.known === 'boolean', 'thresholds');
  return ensemble;
}

function checkMember(member: FittedMember, voices: number, folds: readonly number[]): void {
  const { id, name, voice, heads, slopes } = member;
  need(typeof id === 'string' && typeof name === 'string', 'names of members');
  need(voice === null || (Number.isInteger(voice) && voice >= 0 && voice < voices), `the voice of ${id}`);
  need(
    member.objectives.every(objective => typeof objective === 'string'),
    `objectives of ${id}`,
  );
  need(slopes.length >= folds[0]! && slopes.every(Number.isFinite), `slopes of ${id}`);
  need(heads.length === folds.length || (heads.length === 1 && isRead(heads[0])), `heads of ${id}`);
  for (const [partition, head] of heads.entries()) {
    need(foldsOf(head) >= folds[partition]!, `a head for each fold of ${id}`);
    checkHead(head, id);
  }
}

/** Whether a member reads its margins in the comparisons: one head may then be all that it has. */
function isRead(head: FittedHead | undefined): boolean {
  return head !== undefined && ['score', 'column', 'given', 'judges'].includes(head.kind);
}

/** Folds that a head can judge for. */
function foldsOf(head: FittedHead): number {
  if (head.kind === 'score' || head.kind === 'column' || head.kind === 'given') return Number.POSITIVE_INFINITY;
  if (head.kind === 'judges') return head.panel.weights.length;
  return 'trees' in head ? head.trees.length : head.weights.length;
}

function checkHead(head: FittedHead, id: string): void {
  if (head.kind === 'score') return;
  if (head.kind === 'given') {
    need(typeof head.member === 'string', `member of ${id}`);
    return;
  }
  if (head.kind === 'encoder' || head.kind === 'relevance') {
    need(typeof head.encoder === 'string' && head.weights.every(of => of.every(Number.isFinite)), `weights of ${id}`);
    if (head.kind === 'encoder') return;
    need(head.scales.length === relevances && head.weights.every(of => of.length === relevances), `scales of ${id}`);
    need(Number.isFinite(head.median), `median of ${id}`);
    return;
  }
  if (head.kind === 'column') {
    const { source } = head;
    const names = source.use === 'scores' ? [source.a, source.b] : [source.name];
    need(
      ['scores', 'margin', 'prefers'].includes(source.use) && names.every(name => typeof name === 'string'),
      `columns of ${id}`,
    );
    return;
  }
  if (head.kind === 'judges') {
    const { judges, panel } = head;
    need(
      judges.every(({ name }) => typeof name === 'string'),
      `names of ${id}`,
    );
    need(
      [panel.reliability, ...panel.weights].every(of => of.length === judges.length && of.every(Number.isFinite)),
      `weights of ${id}`,
    );
    return;
  }
  if (head.kind === 'style') {
    const { kept, scales, means, products } = head.scaling;
    need(kept instanceof Int32Array && kept.length === scales.length, `columns of ${id}`);
    need(means.length === contextNames.length, `contexts of ${id}`);
    need(
      kept.every(column => column >= 0 && column < rawWidth(products)),
      `columns of ${id}`,
    );
    need(
      head.weights.every(of => of.length === kept.length),
      `weights of ${id}`,
    );
    return;
  }
  if (head.kind === 'ngram') {
    for (const { place, idf, options } of head.blocks) {
      need(place.length === ngramPlaces && place.every(column => column < idf.length), `n-grams of ${id}`);
      const { words, fromCharacters, toCharacters } = options;
      need(
        [words, fromCharacters, toCharacters].every(n => Number.isInteger(n) && n >= 0 && n < 10),
        `sizes of ${id}`,
      );
    }
    const width = head.blocks.reduce((sum, { idf }) => sum + idf.length, 0);
    need(
      head.weights.every(of => of.length === width),
      `weights of ${id}`,
    );
    return;
  }
  need(head.kind === 'forest' || head.kind === 'boosted', `kind of ${id}`);
  const width = styleFeatures.length + contextNames.length + 1;
  need(head.edges.length === width && head.edges.every(of => of instanceof Float32Array), `bins of ${id}`);
  for (const tree of head.trees.flat()) checkTree(tree, width, id);
}

/** Children stand behind their parents, so that every way down ends. */
function checkTree({ column, cut, left, right, value }: FlatTree, width: number, id: string): void {
  const n = column.length;
  need(n > 0 && [cut, left, right, value].every(of => of.length === n), `trees of ${id}`);
  for (let node = 0; node < n; node++) {
    if (column[node]! < 0) continue;
    const behind = (child: number): boolean => child > node && child < n;
    need(column[node]! < width && behind(left[node]!) && behind(right[node]!), `splits of ${id}`);
  }
}

function need(holds: boolean, what: string): void {
  if (!holds) throw new RangeError(`${what} do not fit`);
}
