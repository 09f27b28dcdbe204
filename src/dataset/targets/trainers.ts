import { chatMessages, picturedMessages } from './messages.ts';
import { preferred, single, singleTexts, singleTurn, withOnePrompt } from './preferred.ts';
import type { Made, Target } from './target.ts';

/** Axolotl `chat_template.default`: `messages`, then one message each as `chosen` and `rejected`. */
export const axolotlTarget: Target = {
  id: 'axolotl',
  name: 'Axolotl DPO (chat_template.default): messages, chosen, rejected',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    if (found.prompt.length === 0) return { refused: 'it has no prompt' };
    const sides = single(found);
    if ('refused' in sides) return sides;
    // Axolotl looks for the answer's text in the filled template: an empty one is found at its very beginning.
    if (sides.some(({ content }) => content.trim() === ''))
      return { refused: 'an empty response, for which Axolotl takes the template' };
    const [chosen, rejected] = [chatMessages([sides[0]])[0], chatMessages([sides[1]])[0]];
    return { records: [{ messages: chatMessages(found.prompt), chosen, rejected }] };
  },
};

/** Axolotl `chatml.intel` and the like, and `bradley_terry`: texts, with `system` in every record. */
export const axolotlTextTarget: Target = {
  id: 'axolotl-text',
  name: 'Axolotl DPO (chatml.default, llama3.default) and bradley_terry: system, input, chosen, rejected as texts',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const turn = singleTurn(found.prompt);
    if ('refused' in turn) return turn;
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    return { records: [{ system: turn.system, input: turn.question, chosen: texts[0], rejected: texts[1] }] };
  },
};

/** ms-swift: `messages` that end with the chosen answer, and the rejected one as a text. */
export const msSwiftTarget: Target = {
  id: 'ms-swift',
  name: 'ms-swift preference: messages, rejected_response',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const last = found.prompt.at(-1);
    // All that follows the last question is the response there, and the rejected one takes the place of it.
    if (last !== undefined && last.role !== 'user')
      return { refused: 'its prompt does not end with a question, where ms-swift begins the response' };
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    if (texts[0] === texts[1]) return { refused: 'its two responses are the same, which ms-swift refuses' };
    const messages = chatMessages([...found.prompt, ...found.chosen.messages]);
    return { records: [{ messages, rejected_response: texts[1] }] };
  },
};

/** OpenAI, Azure, Together and Fireworks: nothing but the messages, for they refuse other keys. */
export const openaiTarget: Target = {
  id: 'openai',
  name: 'OpenAI preference (also Azure, Together, Fireworks): input, preferred_output, non_preferred_output',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!, true);
    if ('refused' in found) return found;
    if (found.prompt.length === 0) return { refused: 'it has no prompt' };
    const asked = picturedMessages(found.prompt, 'addresses');
    if ('refused' in asked) return asked;
    return {
      records: [
        {
          input: { messages: asked.messages },
          preferred_output: chatMessages(found.chosen.messages),
          non_preferred_output: chatMessages(found.rejected.messages),
        },
      ],
    };
  },
};

/** Fireworks' own shape: two dialogues. */
export const fireworksTarget: Target = {
  id: 'fireworks',
  name: 'Fireworks preference: chosen.messages, rejected.messages',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = preferred(comparison!);
    if ('refused' in found) return found;
    const { prompt, rejectedPrompt = prompt, chosen, rejected } = found;
    return {
      records: [
        {
          chosen: { messages: chatMessages([...prompt, ...chosen.messages]) },
          rejected: { messages: chatMessages([...rejectedPrompt, ...rejected.messages]) },
        },
      ],
    };
  },
};

/** RewardBench's own rows: texts with the names of the models. */
export const rewardBenchTarget: Target = {
  id: 'rewardbench',
  name: 'RewardBench rows: prompt, chosen, chosen_model, rejected, rejected_model, subset',
  container: 'lines',
  keeps: ['id', 'source', 'models'],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const turn = singleTurn(found.prompt);
    if ('refused' in turn) return turn;
    if (turn.system !== '') return { refused: 'it has a system message' };
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    const { chosen, rejected } = found;
    const { id, source } = comparison!;
    return {
      records: [
        {
          prompt: turn.question,
          chosen: texts[0],
          chosen_model: chosen.model ?? '',
          rejected: texts[1],
          rejected_model: rejected.model ?? '',
          ...(source !== undefined && { subset: source }),
          ...(id !== undefined && { id }),
        },
      ],
    };
  },
};

/** turbo-alignment: messages with the role "bot" for the assistant, and an id, which its loader requires. */
export const turboTarget: Target = {
  id: 'turbo',
  name: 'turbo-alignment: context, answer_w, answer_l',
  container: 'lines',
  keeps: ['id', 'source', 'models', 'scores'],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    if (found.prompt.some(({ toolCalls }) => toolCalls)) return { refused: 'its prompt calls a tool' };
    const context = found.prompt.map(({ role, content }) => ({ role: role === 'assistant' ? 'bot' : role, content }));
    const [answer_w, answer_l] = texts.map(content => ({ role: 'bot', content }));
    const { row, id = String(row), source } = comparison!;
    const { chosen, rejected } = found;
    return {
      records: [
        {
          id,
          context,
          answer_w,
          answer_l,
          ...(source !== undefined && { source }),
          ...(chosen.model !== undefined && { answer_w_model: chosen.model }),
          ...(rejected.model !== undefined && { answer_l_model: rejected.model }),
          ...(chosen.score !== undefined && { answer_w_score: chosen.score }),
          ...(rejected.score !== undefined && { answer_l_score: rejected.score }),
        },
      ],
    };
  },
};
