import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import type { Answer, LanguageModel } from '../../llm/languageModel.ts';
import { type TextTail, tailAsk, tailOf } from '../../llm/score/scoringModel.ts';
import { renderedReply, type TemplateName } from '../../llm/score/template.ts';
import { estimateInput } from '../../llm/tokens/estimateTokens.ts';
import { type AskOptions, askAll, type Spent } from '../model/askAll.ts';
import type { StageEstimate } from '../model/estimateRun.ts';
import { followUps } from './followUps.ts';

/** What the likelihood of follow-ups says of comparisons. */
export interface FollowUpMargins {
  /** R(a) - R(b) per comparison, in nats a token; NaN where a text had no answer. */
  readonly margins: Float64Array;
  /** For each of `followUps`, its mean log-probability a token after a less that after b, per comparison; NaN as above. */
  readonly each: readonly Float64Array[];
  readonly spent: Spent;
}

/** Texts a side: up to where the follow-up begins, and with each. */
const perSide = 1 + followUps.length;

/**
 * Follow-up likelihood (2409.13948): R(x, y) = mean over pleased f of (1/|f|) log p(f | x, y), less the same over displeased
 * f, |f| in tokens. A follow-up that is likely whatever stands before it adds the same to both sides, so its mean over the
 * file, which is taken from it for single responses, has no part in the difference.
 *
 * @param model a `scoringModel`, or one over it
 * @throws as `askAll`
 */
export async function followUpMargins(
  model: LanguageModel,
  comparisons: readonly Comparison[],
  template: TemplateName,
  ask?: AskOptions,
): Promise<FollowUpMargins> {
  const margins = new Float64Array(comparisons.length);
  const each = followUps.map(() => new Float64Array(comparisons.length));
  // Answers come in any order, and most come close together: what is not whole yet is held.
  const held = new Map<number, TextTail[]>();
  const take = (at: number, answer: Answer | null): void => {
    const side = Math.floor(at / perSide);
    if (!held.has(side)) held.set(side, []);
    const tails = held.get(side)!;
    tails[at % perSide] = answer === null ? { tokens: 0, logps: [] } : tailOf(answer);
    if (Object.keys(tails).length < perSide) return;
    held.delete(side);
    const [prefix, ...wholes] = tails as [TextTail, ...TextTail[]];
    const sign = side % 2 === 0 ? 1 : -1;
    wholes.forEach((whole, f) => {
      each[f]![side >> 1]! += sign * meanBehind(prefix, whole);
    });
  };
  const spent = await askAll(
    model,
    2 * perSide * comparisons.length,
    at => {
      const side = Math.floor(at / perSide);
      const reply = replyOf(comparisons[side >> 1]!, side % 2 === 0 ? 'a' : 'b', template);
      const which = at % perSide;
      return tailAsk(which === 0 ? reply.prefix : reply.with(followUps[which - 1]!.text));
    },
    take,
    ask,
  );
  followUps.forEach(({ sign }, f) => {
    const among = followUps.filter(other => other.sign === sign).length;
    for (let row = 0; row < margins.length; row++) margins[row]! += (sign * each[f]![row]!) / among;
  });
  return { margins, each, spent };
}

/** Questions and tokens of `followUpMargins`. */
export function estimateFollowUps(comparisons: readonly Comparison[], template: TemplateName): StageEstimate {
  const calls = 2 * perSide * comparisons.length;
  const words = followUps.reduce((sum, { text }) => sum + estimateInput(tailAsk(text)), 0);
  let input = 0;
  for (const comparison of comparisons) {
    for (const side of ['a', 'b'] as const) {
      input += perSide * estimateInput(tailAsk(replyOf(comparison, side, template).prefix)) + words;
    }
  }
  return { calls, input, cacheable: 0, output: calls };
}

function replyOf(comparison: Comparison, side: 'a' | 'b', template: TemplateName): ReturnType<typeof renderedReply> {
  return renderedReply(template, comparison.prompt, textOf(comparison[side].messages));
}

/** Mean log-probability of the tokens that a text has behind its beginning; NaN where they are not known. */
function meanBehind(prefix: TextTail, whole: TextTail): number {
  const own = whole.tokens - prefix.tokens;
  if (prefix.tokens === 0 || own <= 0 || own > whole.logps.length) return Number.NaN;
  return whole.logps.slice(-own).reduce<number>((sum, logp) => sum + (logp ?? Number.NaN), 0) / own;
}
