import { textOf } from '../../dataset/comparison.ts';
import type { InstalledModel, PairwiseRecipe } from '../../models/installedModel.ts';
import type { ModelText, Place } from '../onnx/modelRows.ts';
import { OnnxError } from '../onnx/onnxError.ts';
import { rowKey } from '../onnx/rowCache.ts';
import { scoreTexts } from '../onnx/scoreTexts.ts';
import { promptText, templateTokens } from '../onnx/textTemplate.ts';
import type { RewardModel } from '../rewardModel.ts';
import { orWhy } from './orWhy.ts';

/** An installed model that reads both responses at once. */
export type PairwiseModelFiles = InstalledModel & { readonly recipe: PairwiseRecipe };

/**
 * A reward model that reads prompt and both responses at once. It is run in both orders, and margin = (m(a, b) - m(b, a)) / 2:
 * what it says only because of the order cancels out.
 */
export function pairwiseMember(model: PairwiseModelFiles, place: Place): RewardModel {
  return {
    id: model.id,
    name: model.name,
    kind: 'zero-shot',
    learns: false,
    margins: task =>
      orWhy(task.signal, async () => {
        const make = pairText(model.recipe);
        const orders = task.comparisons.map(({ prompt, promptB, a, b }) => {
          if (promptB !== undefined) return null;
          const [asked, first, second] = [promptText(prompt), textOf(a.messages), textOf(b.messages)];
          return [make(asked, first, second), make(asked, second, first)] as const;
        });
        const texts = orders.flatMap(order => order ?? []);
        const { logits, run } = await scoreTexts(model, place, texts, model.recipe.logits, task);
        const forFirst = ({ key }: ModelText): number => {
          const [one, two = 0] = logits.get(key)!;
          return one! - two;
        };
        const margins = Float64Array.from(orders, order =>
          order === null ? Number.NaN : (forFirst(order[0]) - forFirst(order[1])) / 2,
        );
        task.keep?.({ kind: 'given', member: model.id });
        return { margins, run };
      }),
  };
}

function pairText({ template, maxLength, keep }: PairwiseRecipe): (prompt: string, a: string, b: string) => ModelText {
  if (template.kind !== 'text' || !template.text.includes('{a}') || !template.text.includes('{b}')) {
    throw new OnnxError(
      'A model that compares two responses needs a text template with {prompt}, {a} and {b}. Add it again with one.',
    );
  }
  return (prompt, a, b) => ({
    key: rowKey(prompt, a, b),
    tokens: tokenizer => templateTokens(template.text, { prompt, a, b }, tokenizer, maxLength, keep),
  });
}
