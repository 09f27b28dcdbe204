import type { Message } from '../comparison.ts';
import { chatMessages, shareGptMessages } from './messages.ts';
import { preferred, single, singleTexts, withOnePrompt } from './preferred.ts';
import type { Made, Target } from './target.ts';

/** LLaMA-Factory's alpaca ranking: earlier turns in `history`. */
export const llamaFactoryTarget: Target = {
  id: 'llama-factory',
  name: 'LLaMA-Factory ranking (alpaca): instruction, input, chosen, rejected, system, history',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const [first] = found.prompt;
    const system = first?.role === 'system' ? first.content : '';
    const turns = found.prompt.slice(first?.role === 'system' ? 1 : 0);
    const question = turns.at(-1);
    const earlier = turns.slice(0, -1);
    if (question === undefined || !asksInTurn(found.prompt))
      return { refused: 'the turns of its prompt are not question, answer, question' };
    const texts = singleTexts(found);
    if ('refused' in texts) return texts;
    const history = earlier.flatMap((turn, i) => (i % 2 === 0 ? [[turn.content, earlier[i + 1]!.content]] : []));
    return {
      records: [{ instruction: question.content, input: '', chosen: texts[0], rejected: texts[1], system, history }],
    };
  },
};

/** LLaMA-Factory's ShareGPT ranking: an odd number of turns, the last one a person's. */
export const shareGptTarget: Target = {
  id: 'sharegpt',
  name: 'LLaMA-Factory ranking (ShareGPT): conversations, chosen, rejected',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const found = withOnePrompt(comparison!);
    if ('refused' in found) return found;
    const sides = single(found);
    if ('refused' in sides) return sides;
    const [first] = found.prompt;
    const system = first?.role === 'system' ? first.content : undefined;
    const conversations = shareGptMessages(found.prompt.slice(system === undefined ? 0 : 1));
    const [chosen, rejected] = [shareGptMessages([sides[0]])?.[0], shareGptMessages([sides[1]])?.[0]];
    if (!conversations || !chosen || !rejected)
      return { refused: 'it calls a tool, or has a role that ShareGPT has no name for' };
    const odd =
      conversations.length % 2 === 1 &&
      conversations.every(({ from }, i) => (i % 2 === 0 ? from === 'human' || from === 'observation' : from === 'gpt'));
    if (!odd) return { refused: 'the turns of its prompt are not question, answer, question' };
    return { records: [{ conversations, chosen, rejected, system: system ?? '' }] };
  },
};

/** Whether a prompt is question, answer, question, perhaps after a system message. */
function asksInTurn(prompt: readonly Message[]): boolean {
  const turns = prompt[0]?.role === 'system' ? prompt.slice(1) : prompt;
  const alternate = turns.every(
    ({ role, toolCalls }, i) => role === (i % 2 === 0 ? 'user' : 'assistant') && !toolCalls,
  );
  return alternate && turns.length % 2 === 1;
}

/** LLaMA-Factory's and ms-swift's KTO: whole dialogues with a label each. */
export const ktoMessagesTarget: Target = {
  id: 'kto-messages',
  name: 'KTO as dialogues (LLaMA-Factory, ms-swift): messages, label',
  container: 'lines',
  keeps: [],
  make([comparison]): Made {
    const { label } = comparison!;
    if (label === 'tie') return { refused: 'a tie, which does not say whether the responses are good' };
    const found = preferred(label === 'both_bad' ? { ...comparison!, label: 'a' } : comparison!);
    if ('refused' in found) return found;
    const { prompt, rejectedPrompt = prompt, chosen, rejected } = found;
    const sides = single(found);
    if ('refused' in sides) return sides;
    if (![prompt, rejectedPrompt].every(asksInTurn) || sides.some(({ toolCalls }) => toolCalls))
      return {
        refused: 'its turns are not question, answer, question, answer: LLaMA-Factory passes over such a record',
      };
    if (label !== 'both_bad' && sides[0].content === '')
      return { refused: 'its chosen response is empty, which LLaMA-Factory takes for a bad one' };
    return {
      records: [
        { messages: chatMessages([...prompt, ...chosen.messages]), label: label !== 'both_bad' },
        { messages: chatMessages([...rejectedPrompt, ...rejected.messages]), label: false },
      ],
    };
  },
};
