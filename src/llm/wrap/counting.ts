import type { Ask, LanguageModel } from '../languageModel.ts';
import { LlmError } from '../llmError.ts';
import type { TokenGauge } from '../tokens/tokenGauge.ts';
import { Bell } from './bell.ts';
import { costOf, nothingSpent, type Prices, type Spending, spend } from './spending.ts';

/** The most that may be spent: tokens (input and output together), or money in the prices' currency. */
export type Budget =
  | { readonly unit: 'tokens'; readonly most: number }
  | { readonly unit: 'money'; readonly most: number };

/** A model whose answers are counted. */
export interface Counted {
  readonly model: LanguageModel;
  readonly spent: () => Spending;
}

/**
 * Counts what answers cost, and stops before a budget is exceeded: an ask is sent only if the budget holds what it may
 * cost at most (its input by the gauge, and all of `maxTokens`) beside all asks under way. While it does not, the ask
 * waits for those; when none is under way, it fails.
 *
 * @throws LlmError (`budget`) from `ask`
 */
export function counting(model: LanguageModel, gauge: TokenGauge, prices: Prices, budget: Budget | null): Counted {
  let spent = nothingSpent;
  let reserved = 0;
  let underWay = 0;
  const freed = new Bell();
  const most = (ask: Ask): number => {
    const usage = { input: gauge.most(ask), cached: 0, output: ask.maxTokens };
    return budget?.unit === 'money' ? costOf(usage, prices) : usage.input + usage.output;
  };
  const used = (): number => (budget?.unit === 'money' ? spent.cost : spent.input + spent.output);
  const ask: LanguageModel['ask'] = async (question, signal) => {
    for (;;) {
      signal?.throwIfAborted();
      // The first goes alone: its count says how far the estimates for the others are right.
      const cold = spent.calls === 0 && underWay > 0;
      if (budget === null || (!cold && used() + reserved + most(question) <= budget.most)) break;
      if (underWay === 0) throw over(budget, used());
      await freed.heard(signal);
    }
    const mine = most(question);
    reserved += mine;
    underWay++;
    try {
      const answer = await model.ask(question, signal);
      gauge.observe(question, answer.usage);
      spent = spend(spent, answer.usage, prices);
      return answer;
    } finally {
      reserved -= mine;
      underWay--;
      freed.ring();
    }
  };
  return { model: { ...model, ask }, spent: () => spent };
}

function over(budget: Budget, used: number): LlmError {
  const said =
    budget.unit === 'tokens'
      ? `${Math.round(used).toLocaleString('en')} of ${budget.most.toLocaleString('en')} tokens are spent`
      : `${used.toFixed(4)} of ${budget.most} are spent`;
  const cure = 'Raise the budget to go on from here: the answers so far are kept';
  return new LlmError(`The budget does not hold the next question: ${said}. ${cure}.`, 'budget');
}
