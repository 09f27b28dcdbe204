import type { Comparison } from '../../dataset/comparison.ts';
import type { Abilities } from '../../llm/languageModel.ts';
import { estimateInput } from '../../llm/tokens/estimateTokens.ts';
import { labelled } from '../labelled.ts';
import { calibrationModes, mostComparisons, mostRules } from './calibrate.ts';
import { fencePair } from './fence.ts';
import type { Stage } from './modelReport.ts';
import { proposeAsk, proposeOutput } from './proposePrompt.ts';
import type { ModelSettings } from './settings.ts';
import type { VoteMode } from './votePrompt.ts';
import { blockSize, pairwiseAsk, pointwiseAsk } from './votePrompt.ts';

/** What a stage will cost, estimated. */
export interface StageEstimate {
  readonly calls: number;
  /** Tokens in and out; most of `input` that a prefix cache may spare. */
  readonly input: number;
  readonly cacheable: number;
  readonly output: number;
}

/** Comparisons whose lengths stand for all. */
const sampled = 200;
/** A principle as long as most are. */
const typical = 'Select the response that gives a clear and complete explanation.';
/** Share of the rules that apply to a pair, on average. */
const applying = 0.25;
const nonce = 'nonce0nonce0';

const rulesOf = (count: number): string[] => new Array<string>(count).fill(typical);

/** Mean tokens of questions over a sample of the comparisons. */
function meansOf(comparisons: readonly Comparison[], rows: readonly number[], settings: ModelSettings) {
  const step = Math.max(1, rows.length / sampled);
  const pairs = Array.from({ length: Math.min(sampled, rows.length) }, (_, at) =>
    fencePair(comparisons[rows[Math.floor(at * step)]!]!, { nonce, ...settings }),
  );
  const mean = (of: (pair: (typeof pairs)[number]) => number): number =>
    pairs.length === 0 ? 0 : pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const system = (count: number, mode: 'letters' | 'listed'): number => {
    const first = pairwiseAsk(rulesOf(count), mode, { prompt: '', a: '', b: '', cut: false }, false, nonce)
      .messages[0]!;
    return estimateInput({ messages: [first], maxTokens: 1 });
  };
  return {
    pairwise: (count: number, mode: 'letters' | 'listed') =>
      mean(pair => estimateInput(pairwiseAsk(rulesOf(count), mode, pair, false, nonce))),
    system,
    pointwise: mean(({ prompt, a }) => estimateInput(pointwiseAsk(typical, prompt, a, nonce))),
    proposal: (size: number) =>
      mean(pair => estimateInput(proposeAsk(new Array(size).fill({ pair, swapped: false, firstChosen: true }), nonce))),
  };
}

type Means = ReturnType<typeof meansOf>;

/** Cost of votes on `rules` rules for `rows` comparisons. */
function votesCost(means: Means, rows: number, rules: number, mode: VoteMode): StageEstimate {
  if (rules === 0 || rows === 0) return { calls: 0, input: 0, cacheable: 0, output: 0 };
  if (mode === 'pointwise') {
    const calls = 2 * rows * rules;
    const input = calls * means.pointwise;
    // All but the rule itself is the same for the rules of one response.
    return { calls, input, cacheable: Math.max(0, ((rules - 1) / rules) * (input - 40 * calls)), output: calls };
  }
  let total: StageEstimate = { calls: 0, input: 0, cacheable: 0, output: 0 };
  for (let start = 0; start < rules; start += blockSize) {
    const size = Math.min(blockSize, rules - start);
    const calls = 2 * rows;
    const entries = mode === 'letters' ? size : Math.max(1, applying * size);
    total = addEstimates(total, {
      calls,
      input: calls * means.pairwise(size, mode),
      cacheable: (calls - 1) * means.system(size, mode),
      output: calls * 3 * entries,
    });
  }
  return total;
}

/** The sum of two estimates. */
export function addEstimates(x: StageEstimate, y: StageEstimate): StageEstimate {
  return {
    calls: x.calls + y.calls,
    input: x.input + y.input,
    cacheable: x.cacheable + y.cacheable,
    output: x.output + y.output,
  };
}

/**
 * Estimates what `modelPrinciples` will ask, from the lengths of the texts alone; nothing is asked. Candidates and survivors
 * count as if there were as many as the settings allow, so it errs to the high side. Where the mode is not settled, the votes
 * are reckoned in the pairwise mode; pointwise costs about `candidates` times as many (shorter) calls.
 *
 * @param own sentences of the user's own
 */
export function estimateRun(
  comparisons: readonly Comparison[],
  abilities: Abilities,
  settings: ModelSettings,
  own = 0,
): Readonly<Record<Stage, StageEstimate>> {
  const { decisive } = labelled(comparisons, 1);
  const means = meansOf(comparisons, decisive, settings);
  const n = decisive.length;
  const singles = Math.min(settings.pairs, n);
  const turned = Math.min(8, singles);
  const calls = singles + turned + settings.groups;
  const mode = settings.mode ?? 'letters';
  const modes = settings.mode === null ? calibrationModes(abilities) : [settings.mode];
  const known = Math.min(mostComparisons, comparisons.length);
  const candidates = Math.max(own, settings.candidates);
  const screened = settings.screen !== null && settings.screen < n;
  const last = screened ? Math.min(candidates, settings.survivors + own) : candidates;
  const voting = votesCost(means, n, last, mode);
  const screening = votesCost(means, screened ? settings.screen! : 0, candidates, mode);
  const judged = settings.judge ? 2 * n : 0;
  const round = ({ calls, input, cacheable, output }: StageEstimate): StageEstimate => ({
    calls,
    input: Math.round(input),
    cacheable: Math.round(cacheable),
    output: Math.round(output),
  });
  const none: StageEstimate = { calls: 0, input: 0, cacheable: 0, output: 0 };
  return {
    calibration: round(modes.map(one => votesCost(means, known, mostRules, one)).reduce(addEstimates, none)),
    proposals: round({
      calls,
      input: (singles + turned) * means.proposal(1) + settings.groups * means.proposal(settings.groupSize),
      cacheable: 0,
      output: calls * proposeOutput * 0.4,
    }),
    votes: round(addEstimates(screening, voting)),
    judge: round({ calls: judged, input: judged * means.pairwise(1, 'letters'), cacheable: 0, output: judged }),
  };
}
