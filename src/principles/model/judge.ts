import type { Comparison } from '../../dataset/comparison.ts';
import type { Answer, LanguageModel } from '../../llm/languageModel.ts';
import type { AskOptions, Spent } from './askAll.ts';
import { askAll } from './askAll.ts';
import type { Fencing } from './fence.ts';
import { fencePair, fenceRule, shownPair } from './fence.ts';
import { pointwiseMargins } from './votePointwise.ts';

/** The principle that a model judges by where it has no constitution. */
export const generalPrinciple =
  'Select the response that serves the person who asked better: correct, helpful, harmless and as asked for.';

/** What a model says of comparisons. */
export interface Judgement {
  /**
   * Along the comparisons: preference for a, as log-odds where the model gives them ((l1 + l2) / 2 over both orders, l for a),
   * else -1 to 1; 0 where the orders contradict each other without log-odds; NaN where there is no usable answer.
   */
  readonly margins: Float64Array;
  /** Side bias of each comparison, (l1 - l2) / 2: above 0 it leans to what stands first. NaN where `margins` is, and pointwise. */
  readonly bias: Float64Array;
  /** Share of the comparisons judged on which both orders prefer the same response; 1 pointwise. */
  readonly consistent: number;
  readonly spent: Spent;
}

/** What is to be judged. */
export interface JudgeTask {
  readonly model: LanguageModel;
  readonly comparisons: readonly Comparison[];
  /** Places of the comparisons to judge. */
  readonly rows: readonly number[];
  readonly fencing: Fencing;
  /** A principle, or a whole constitution; `generalPrinciple` unless said. */
  readonly by?: string;
  readonly ask?: AskOptions;
}

/** Log-odds of A against B at the first place, or -1 or 1 by the letter; null where neither is there. */
function leaning(answer: Answer): number | null {
  let a = 0;
  let b = 0;
  for (const { token, logprob } of answer.top?.[0] ?? []) {
    const letter = token.replaceAll(/[^A-Za-z]/gu, '');
    if (letter === 'A') a += Math.exp(logprob);
    else if (letter === 'B') b += Math.exp(logprob);
  }
  if (a > 0 && b > 0) return Math.log(a) - Math.log(b);
  const letter = /^\W*(?:(?:[Rr]esponse|[Aa]nswer:?)\W*)?(A|B)(?![\p{L}\p{N}])/u.exec(answer.text)?.[1];
  return letter === undefined ? null : letter === 'A' ? 1 : -1;
}

/** Judges comparisons by one principle, each in both orders. */
export async function judgePairs({
  model,
  comparisons,
  rows,
  fencing,
  by = generalPrinciple,
  ask,
}: JudgeTask): Promise<Judgement> {
  const { nonce } = fencing;
  const system = `You choose between two responses to a prompt by this principle:\n${by}\n\n${fenceRule(nonce)}\n\nAnswer with one letter: A or B.`;
  const leanings = [0, 1].map(() => new Float64Array(comparisons.length).fill(Number.NaN));
  const spent = await askAll(
    model,
    2 * rows.length,
    at => {
      const { prompt, a, b } = fencePair(comparisons[rows[at >> 1]!]!, fencing);
      const texts = at % 2 === 0 ? shownPair(prompt, a, b, nonce) : shownPair(prompt, b, a, nonce);
      return {
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: `${texts}\n\nBetter response:` },
        ],
        maxTokens: 4,
        ...(model.abilities.logprobs && { topLogprobs: 20 }),
      };
    },
    (at, answer) => {
      leanings[at % 2]![rows[at >> 1]!] = (answer === null ? null : leaning(answer)) ?? Number.NaN;
    },
    ask,
  );
  const [straight, swapped] = leanings as [Float64Array, Float64Array];
  // In the second order a stands second: its log-odds are the negated ones of A.
  const margins = straight.map((l1, row) => (l1 - swapped[row]!) / 2);
  const bias = straight.map((l1, row) => (l1 + swapped[row]!) / 2);
  const judged = rows.filter(row => !Number.isNaN(margins[row]!));
  const same = judged.filter(row => Math.sign(straight[row]!) === -Math.sign(swapped[row]!));
  return { margins, bias, consistent: judged.length === 0 ? 0 : same.length / judged.length, spent };
}

/** Judges responses one at a time by one principle: the difference of the log-odds that it fits. Needs log-probabilities. */
export async function judgeResponses(task: JudgeTask): Promise<Judgement> {
  const { model, comparisons, rows, fencing, by = generalPrinciple, ask } = task;
  const { margins, spent } = await pointwiseMargins({
    model,
    comparisons,
    rows,
    fencing,
    rules: [by],
    ...(ask && { ask }),
  });
  return {
    margins: Float64Array.from(margins[0]!),
    bias: new Float64Array(comparisons.length).fill(Number.NaN),
    consistent: 1,
    spent,
  };
}
