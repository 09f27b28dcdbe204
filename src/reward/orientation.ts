import type { Comparison } from '../dataset/comparison.ts';
import type { MemberResult } from './ensembleResult.ts';
import type { Estimate, Figures } from './figures.ts';
import { saysNothing } from './findings/empty.ts';
import { fitPairs } from './heads/bradleyTerry.ts';
import { denseDesign } from './heads/design.ts';
import { standardised } from './heads/styleDesign.ts';
import { wilson } from './numbers.ts';
import type { Pace } from './pace.ts';
import type { Prepared } from './prepared.ts';
import { symmetricAuroc } from './symmetricAuroc.ts';

/** How one source's labels stand to heads that were fitted on all other sources. */
export interface SourceOrientation {
  readonly source: string;
  readonly n: number;
  /** AUROC on this source of a style head fitted on the others. */
  readonly auroc: Estimate;
  readonly verdict: 'as expected' | 'inverted' | 'cannot tell';
}

/** Fewest labelled comparisons of the other sources together, and of a source whose AUROC interval is trusted alone. */
const least = 50;
/** Fewest labelled comparisons of a source. Below `least` its AUROC interval is too narrow near 0 and 1, so a sign test decides. */
const leastOwn = 10;
/** Level of the sign test, shared among the sources (Bonferroni). */
const level = 0.05;
const mostSources = 30;

/**
 * Orientation of each source, from a style head fitted on the other sources: `inverted` where its AUROC is below 0.4 and
 * its interval below 0.5, `as expected` where the interval is above 0.5. A source of fewer than 50 comparisons must also pass
 * a sign test of how many of its labels the head agrees with.
 */
export async function sourceOrientations(
  comparisons: readonly Comparison[],
  labels: Int8Array,
  { items, style, partition }: Prepared,
  pace: Pace,
): Promise<SourceOrientation[]> {
  const bySource = new Map<string, number[]>();
  for (const [i, c] of comparisons.entries()) {
    if (c.source === undefined || labels[i] === 0) continue;
    const rows = bySource.get(c.source);
    if (rows) rows.push(i);
    else bySource.set(c.source, [i]);
  }
  if (bySource.size < 2 || bySource.size > mostSources) return [];
  const { values, width } = standardised(style, items, false);
  const design = denseDesign(values, width);
  const pairs = { a: items.a, b: items.b, labels };
  const penalty = new Float64Array(width).fill(100);
  const scores = new Float64Array(design.items);
  const found: SourceOrientation[] = [];
  for (const [source, rows] of bySource) {
    const groups = new Set(rows.map(i => partition.text[i]!));
    const others: number[] = [];
    for (const [name, theirs] of bySource) {
      if (name !== source) others.push(...theirs.filter(i => !groups.has(partition.text[i]!)));
    }
    if (rows.length < leastOwn || others.length < least) continue;
    const weights = new Float64Array(width);
    fitPairs(design, pairs, Int32Array.from(others), penalty, weights);
    design.scores(weights, scores);
    const agreeing = rows.map(i => labels[i]! * (scores[items.a[i]!]! - scores[items.b[i]!]!));
    const auroc = symmetricAuroc(
      agreeing,
      rows.map(i => partition.text[i]!),
    );
    if (auroc === null) continue;
    const against = agreeing.filter(margin => margin < 0).length;
    const sure = (hits: number): boolean => rows.length >= least || signTest(hits, rows.length) < level / bySource.size;
    const verdict =
      auroc.value < 0.4 && auroc.high < 0.5 && sure(against)
        ? 'inverted'
        : auroc.low > 0.5 && sure(rows.length - against)
          ? 'as expected'
          : 'cannot tell';
    found.push({ source, n: rows.length, auroc, verdict });
    await pace.step();
  }
  // With two sources each is the other's judge, so only that they differ is known, not which of them is inverted.
  if (found.length === 2 && found.every(f => f.verdict === 'inverted')) {
    const [first, second] = found as [SourceOrientation, SourceOrientation];
    if (first.n === second.n) return found.map(f => ({ ...f, verdict: 'cannot tell' }));
    const larger = first.n > second.n ? first : second;
    return found.map(f => (f === larger ? { ...f, verdict: 'cannot tell' } : f));
  }
  return found;
}

/** Probability of at least `hits` heads in `n` tosses of a coin. */
function signTest(hits: number, n: number): number {
  let term = 0.5 ** n;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    if (k >= hits) sum += term;
    term *= (n - k) / (k + 1);
  }
  return sum;
}

/** Fewest empty responses that say something of a whole file: a handful may be preferred on purpose, over a harmful one. */
const leastBlank = 20;

/** Orientation of the file as a whole, from evidence that was not trained on it. */
export function fileOrientation(
  comparisons: readonly Comparison[],
  labels: Int8Array,
  untrained: readonly MemberResult[],
): Figures['orientation'] {
  for (const { name, auroc } of untrained) {
    if (auroc === null || auroc.n < 20) continue;
    const value = auroc.value.toFixed(2);
    if (auroc.low > 0.5) return { verdict: 'as declared', why: `${name}: AUROC ${value} on ${auroc.n} labels.` };
    if (auroc.high < 0.5) {
      return {
        verdict: 'inverted',
        why: `${name}: AUROC ${value} on ${auroc.n} labels, far below one half. The labels are inverted, or a lower score means better.`,
      };
    }
  }
  let preferred = 0;
  let n = 0;
  for (const [i, c] of comparisons.entries()) {
    if (labels[i] === 0) continue;
    const blankA = c.a.messages.every(m => saysNothing(m.content));
    const blankB = c.b.messages.every(m => saysNothing(m.content));
    if (blankA === blankB) continue;
    n++;
    if (blankA === labels[i]! > 0) preferred++;
  }
  const share = wilson(preferred, n);
  if (share !== null && n >= leastBlank && share.low > 0.5) {
    return { verdict: 'inverted', why: `${preferred} of ${n} empty responses are labelled as the better one.` };
  }
  if (share !== null && n >= leastBlank && share.high < 0.5) {
    return { verdict: 'as declared', why: `${n - preferred} of ${n} empty responses are labelled as the worse one.` };
  }
  return {
    verdict: 'cannot tell',
    why: 'Heads trained on these labels follow them either way. Scores, a reward model that was trained elsewhere, or a few labels checked by hand would tell.',
  };
}

/** The file's orientation with the sources named that run against the others. */
export function withInverted(
  orientation: Figures['orientation'],
  sources: readonly SourceOrientation[],
): Figures['orientation'] {
  const inverted = sources
    .filter(({ verdict }) => verdict === 'inverted')
    .map(({ source }) => `"${source.slice(0, 80)}"`);
  if (inverted.length === 0) return orientation;
  const which = inverted.length === 1 ? `Source ${inverted[0]} runs` : `Sources ${inverted.slice(0, 5).join(', ')} run`;
  return { ...orientation, why: `${orientation.why} ${which} against the rest of the file.` };
}
