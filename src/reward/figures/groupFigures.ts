import type { Comparison } from '../../dataset/comparison.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import type { GroupFigures } from '../figures.ts';
import type { Finding } from '../finding.ts';
import { wilson } from '../numbers.ts';
import { longerPreferred } from './longerWins.ts';

interface Tally {
  n: number;
  judged: number;
  agreed: number;
  longer: number;
  lengths: number;
  findings: number;
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  const known = tallies.get(name);
  if (known) return known;
  const made = { n: 0, judged: 0, agreed: 0, longer: 0, lengths: 0, findings: 0 };
  tallies.set(name, made);
  return made;
}

function count(tally: Tally, label: number, margin: number, comparison: Comparison, findings: number): void {
  tally.n++;
  tally.findings += findings;
  if (label === 0) return;
  if (!Number.isNaN(margin) && margin !== 0) {
    tally.judged++;
    if (label * margin > 0) tally.agreed++;
  }
  const longer = longerPreferred(comparison, label);
  if (longer !== 0) {
    tally.lengths++;
    if (longer > 0) tally.longer++;
  }
}

function figuresOf(
  tallies: Map<string, Tally>,
  orientation: (name: string) => GroupFigures['orientation'],
): GroupFigures[] {
  return [...tallies]
    .map(([name, t]) => ({
      name,
      n: t.n,
      accuracy: wilson(t.agreed, t.judged),
      longerPreferred: t.lengths === 0 ? null : t.longer / t.lengths,
      findings: t.findings,
      orientation: orientation(name),
    }))
    .sort((x, y) => y.n - x.n || (x.name < y.name ? -1 : 1));
}

/** Figures per source, largest first. `accuracy` is how often the ensemble agrees with its labels, out of fold. */
export function sourceFigures(
  comparisons: readonly Comparison[],
  ensemble: EnsembleResult,
  found: readonly (readonly Finding[])[],
): GroupFigures[] {
  const tallies = new Map<string, Tally>();
  for (const [i, c] of comparisons.entries()) {
    if (c.source === undefined) continue;
    count(tallyOf(tallies, c.source), ensemble.labels[i]!, ensemble.margin[i]!, c, found[i]!.length > 0 ? 1 : 0);
  }
  const verdicts = new Map(ensemble.sources.map(s => [s.source, s.verdict]));
  return figuresOf(tallies, name => verdicts.get(name) ?? 'cannot tell');
}

/** Figures per annotator, over their own votes, most votes first. */
export function annotatorFigures(
  comparisons: readonly Comparison[],
  ensemble: EnsembleResult,
  found: readonly (readonly Finding[])[],
): GroupFigures[] {
  const tallies = new Map<string, Tally>();
  for (const [i, c] of comparisons.entries()) {
    for (const { annotator, label } of c.annotations) {
      const vote = label === 'a' ? 1 : label === 'b' ? -1 : 0;
      count(tallyOf(tallies, annotator), vote, ensemble.margin[i]!, c, found[i]!.length > 0 ? 1 : 0);
    }
  }
  return figuresOf(tallies, () => 'cannot tell');
}
