import { type Comparison, type Message, textOf } from '../../dataset/comparison.ts';
import type { InstalledModel, RewardRecipe } from '../../models/installedModel.ts';
import { ChatTemplate } from './chatTemplate.ts';
import type { ModelText } from './modelRows.ts';
import { rowKey } from './rowCache.ts';
import { promptText, templateTokens } from './textTemplate.ts';
import { TextTokenizer } from './tokenizer.ts';

/** An installed model that scores one response at a time. */
export type RewardModelFiles = InstalledModel & { readonly recipe: RewardRecipe };

/** Makes a response, after its prompt, into what the model reads. @throws OnnxError if the template refuses it */
export type RewardText = (prompt: readonly Message[], response: readonly Message[]) => ModelText;

/** How a model's template makes texts. @throws OnnxError if template or tokenizer can't be used */
export async function rewardText(model: RewardModelFiles): Promise<RewardText> {
  const { template, maxLength, keep } = model.recipe;
  switch (template.kind) {
    case 'pair':
      return (prompt, response) => {
        const [first, second] = [promptText(prompt), textOf(response)];
        return {
          key: rowKey(first, second),
          tokens: tokenizer => tokenizer.pair(first, second, maxLength, keep),
        };
      };
    case 'text':
      return (prompt, response) => {
        const slots = { prompt: promptText(prompt), response: textOf(response) };
        return {
          key: rowKey(slots.prompt, slots.response),
          tokens: tokenizer => templateTokens(template.text, slots, tokenizer, maxLength, keep),
        };
      };
    case 'chat': {
      const { ends } = await TextTokenizer.open(model);
      const chat = new ChatTemplate(template.template, ends);
      return (prompt, response) => {
        const text = chat.render([...prompt, ...response]);
        return { key: rowKey(text), tokens: tokenizer => tokenizer.written(text, maxLength, keep) };
      };
    }
  }
}

/** The messages of both sides of a comparison, each after its own prompt. */
export function sidesOf({
  prompt,
  promptB,
  a,
  b,
}: Comparison): readonly (readonly [readonly Message[], readonly Message[]])[] {
  return [
    [prompt, a.messages],
    [promptB ?? prompt, b.messages],
  ];
}
