import type { Comparison } from '../../dataset/comparison.ts';
import type { Abilities, LanguageModel } from '../../llm/languageModel.ts';
import { bank } from '../bank.ts';
import type { MeasuredPrinciple } from '../measured/measuredPrinciple.ts';
import type { Votes } from '../principle.ts';
import { randomFrom } from '../random.ts';
import type { AskOptions, Spent } from './askAll.ts';
import { addSpent, nothingSpent } from './askAll.ts';
import type { Fencing } from './fence.ts';
import { votePairwise } from './votePairwise.ts';
import { pointwiseMargins, votesByMargin } from './votePointwise.ts';
import type { VoteMode } from './votePrompt.ts';
import type { VoteCounts } from './voteTask.ts';

/** How far a model's votes can be trusted in one mode, on rules whose truth is known. */
export interface ModeTrust {
  readonly mode: VoteMode;
  /** Share right among the votes cast where the rule applies; .5 where none was cast. */
  readonly accuracy: number;
  /** Share of the comparisons to which a rule applies on which a vote was cast. */
  readonly coverage: number;
  /** Share of the comparisons to which a rule does not apply on which a vote was cast all the same. */
  readonly spurious: number;
  /** Share of answers that were of the shape. */
  readonly usable: number;
  /** Share of contradictory votes among those in both orders, and how many of these picked A twice; 0 and .5 pointwise. */
  readonly contradictory: number;
  readonly first: number;
  /** Log-odds beyond which a pointwise vote counts; 0 otherwise. */
  readonly threshold: number;
  /** (right - wrong) / comparisons to which a rule applies, from -1 to 1: what modes are compared by. */
  readonly worth: number;
}

/** The outcome of a calibration. */
export interface Calibration {
  /** Comparisons and rules that it was made on. */
  readonly comparisons: number;
  readonly rules: readonly string[];
  readonly modes: readonly ModeTrust[];
  /** The mode to vote in; null where no mode is better than chance: the model's votes say nothing. */
  readonly best: ModeTrust | null;
  readonly spent: Spent;
}

/** Rules that anybody can check on a text; asked in this order where the file has enough cases of them. */
const checked = [
  'longer',
  'numbered-steps',
  'code',
  'lists',
  'exclaims',
  'ends-with-question',
  'bold',
  'headings',
  'emoji',
];
/** Most rules and comparisons of a calibration. */
export const mostRules = 6;
export const mostComparisons = 40;
const leastCases = 6;
/** Least worth: beyond what chance gives on some two hundred cases. */
const leastWorth = 0.15;

/** The modes that a model is able to vote in, cheapest in output first. */
export function calibrationModes({ logprobs }: Abilities): readonly VoteMode[] {
  return logprobs ? ['listed', 'letters', 'pointwise'] : ['listed', 'letters'];
}

/** What a calibration needs. */
export interface CalibrationTask {
  readonly model: LanguageModel;
  readonly comparisons: readonly Comparison[];
  /** Votes of the measured bank, by id. */
  readonly measured: ReadonlyMap<string, Votes>;
  readonly fencing: Fencing;
  readonly seed: number;
  /** Modes to try; all that the model is able to unless said. */
  readonly modes?: readonly VoteMode[];
  readonly ask?: AskOptions;
}

/** The rules and rows of a calibration: rows are drawn so that each rule applies to many of them. */
export function calibrationSample(
  measured: ReadonlyMap<string, Votes>,
  n: number,
  seed: number,
): { readonly rules: MeasuredPrinciple[]; readonly rows: number[] } {
  const random = randomFrom(seed);
  const order = Array.from({ length: n }, (_, row) => ({ row, key: random() })).sort((x, y) => x.key - y.key);
  const cases = (id: string, rows: readonly number[]): number =>
    rows.reduce((sum, row) => sum + Math.abs(measured.get(id)![row]!), 0);
  const everything = order.map(({ row }) => row);
  const rules = checked
    .flatMap(id => bank.find(principle => principle.id === id) ?? [])
    .filter(({ id }) => cases(id, everything) >= leastCases)
    .slice(0, mostRules);
  const value = (row: number): number => rules.reduce((sum, { id }) => sum + Math.abs(measured.get(id)![row]!), 0);
  // A stable sort by how many rules apply, over a random order; a quarter of the rows are plain draws.
  const rich = [...everything].sort((x, y) => value(y) - value(x)).slice(0, (3 * mostComparisons) / 4);
  const rows = [...new Set([...rich, ...everything])].slice(0, mostComparisons).sort((x, y) => x - y);
  return { rules, rows };
}

function trustOf(
  mode: VoteMode,
  truth: readonly Votes[],
  columns: readonly Votes[],
  rows: readonly number[],
  counts: VoteCounts,
  threshold: number,
): ModeTrust {
  let [right, wrong, applies, spurious, silent] = [0, 0, 0, 0, 0];
  truth.forEach((known, rule) => {
    for (const row of rows) {
      const vote = columns[rule]![row]!;
      if (known[row] === 0) {
        silent++;
        if (vote !== 0) spurious++;
        continue;
      }
      applies++;
      if (vote === known[row]) right++;
      else if (vote !== 0) wrong++;
    }
  });
  const both = counts.consistent + counts.contradictory;
  return {
    mode,
    accuracy: right + wrong === 0 ? 0.5 : right / (right + wrong),
    coverage: applies === 0 ? 0 : (right + wrong) / applies,
    spurious: silent === 0 ? 0 : spurious / silent,
    usable: counts.asked === 0 ? 0 : 1 - counts.unusable / counts.asked,
    contradictory: both === 0 ? 0 : counts.contradictory / both,
    first: counts.contradictory === 0 ? 0.5 : counts.firstTwice / counts.contradictory,
    threshold,
    worth: applies === 0 ? 0 : (right - wrong) / applies,
  };
}

/** Threshold that votes most like the truth, abstentions included; candidates are quantiles of |margin|. */
function bestThreshold(truth: readonly Votes[], margins: readonly Float32Array[], rows: readonly number[]): number {
  const sizes = margins.flatMap(margin => rows.map(row => Math.abs(margin[row]!))).filter(size => size >= 0);
  sizes.sort((x, y) => x - y);
  const candidates = [0, ...[0.1, 0.2, 0.3, 0.4, 0.5].map(q => sizes[Math.floor(q * sizes.length)] ?? 0)];
  let best = { threshold: 0, alike: -1 };
  for (const threshold of candidates) {
    const alike = truth.reduce(
      (sum, known, rule) =>
        sum +
        rows.filter(row => votesByMargin(margins[rule]!.subarray(row, row + 1), threshold)[0] === known[row]).length,
      0,
    );
    if (alike > best.alike) best = { threshold, alike };
  }
  return best.threshold;
}

/**
 * Lets a model vote on measured principles, whose truth is known, in every mode that it is able to, and says how far each can
 * be trusted. Of modes within .02 the earlier (cheaper in output) is taken.
 */
export async function calibrate(task: CalibrationTask): Promise<Calibration> {
  const { model, comparisons, measured, fencing, seed } = task;
  const { rules, rows } = calibrationSample(measured, comparisons.length, seed);
  const texts = rules.map(({ text }) => text);
  const truth = rules.map(({ id }) => measured.get(id)!);
  const able = calibrationModes(model.abilities);
  const modes: ModeTrust[] = [];
  let spent = nothingSpent;
  if (rules.length > 0) {
    const votes = { model, comparisons, rows, rules: texts, fencing, ...(task.ask && { ask: task.ask }) };
    for (const mode of (task.modes ?? able).filter(wanted => able.includes(wanted))) {
      if (mode === 'pointwise') {
        const { margins, counts, spent: more } = await pointwiseMargins(votes);
        const threshold = bestThreshold(truth, margins, rows);
        const columns = margins.map(margin => votesByMargin(margin, threshold));
        modes.push(trustOf(mode, truth, columns, rows, counts, threshold));
        spent = addSpent(spent, more);
      } else {
        const { columns, counts, spent: more } = await votePairwise(votes, mode);
        modes.push(trustOf(mode, truth, columns, rows, counts, 0));
        spent = addSpent(spent, more);
      }
    }
  }
  const top = modes.reduce((most, { worth }) => Math.max(most, worth), 0);
  const best = top < leastWorth ? null : (modes.find(({ worth }) => worth >= top - 0.02) ?? null);
  return { comparisons: rows.length, rules: texts, modes, best, spent };
}
