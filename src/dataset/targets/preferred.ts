import type { Comparison, Message, Response } from '../comparison.ts';

/** A comparison as a trainer of pairs sees it. */
export interface Preferred {
  readonly prompt: readonly Message[];
  /** The prompt of the rejected response, where it has one of its own. */
  readonly rejectedPrompt?: readonly Message[];
  readonly chosen: Response;
  readonly rejected: Response;
}

/**
 * The chosen and the rejected response, or why there are none.
 *
 * @param pictures - whether the format has a place for pictures in the prompt
 */
export function preferred(
  { prompt, promptB, a, b, label }: Comparison,
  pictures = false,
): Preferred | { readonly refused: string } {
  if (label === null) return { refused: 'no label' };
  if (label === 'tie') return { refused: 'a tie, which has no chosen response' };
  if (label === 'both_bad') return { refused: 'both responses are bad, so none is chosen' };
  const messages = [...(pictures ? [] : [...prompt, ...(promptB ?? [])]), ...a.messages, ...b.messages];
  if (messages.some(({ images }) => images !== undefined)) return { refused: 'it holds pictures' };
  if (a.messages.length === 0 || b.messages.length === 0) return { refused: 'a response is empty' };
  if (label === 'a') return { prompt, ...(promptB && { rejectedPrompt: promptB }), chosen: a, rejected: b };
  return { prompt: promptB ?? prompt, ...(promptB && { rejectedPrompt: prompt }), chosen: b, rejected: a };
}

/** As `preferred`, for formats in which both responses have one prompt. */
export function withOnePrompt(comparison: Comparison, pictures = false): Preferred | { readonly refused: string } {
  const found = preferred(comparison, pictures);
  if ('refused' in found || found.rejectedPrompt === undefined) return found;
  return { refused: 'the two sides have different prompts' };
}

/** The single assistant's message of each side, for formats that hold no more. */
export function single({ chosen, rejected }: Preferred): readonly [Message, Message] | { readonly refused: string } {
  const [a, b] = [only(chosen), only(rejected)];
  return a && b ? [a, b] : { refused: 'a response is more than one message of the assistant' };
}

function only({ messages }: Response): Message | undefined {
  const [first] = messages;
  return messages.length === 1 && first?.role === 'assistant' ? first : undefined;
}

/** As `single`, as texts: a tool call is not text. */
export function singleTexts(found: Preferred): readonly [string, string] | { readonly refused: string } {
  const messages = single(found);
  if ('refused' in messages) return messages;
  const [a, b] = messages;
  return a.toolCalls || b.toolCalls ? { refused: 'a response calls a tool' } : [a.content, b.content];
}

/** The system message and the one question of a prompt, for formats that hold no more. */
export function singleTurn(
  prompt: readonly Message[],
): { readonly system: string; readonly question: string } | { readonly refused: string } {
  const [first] = prompt;
  const system = first?.role === 'system' && first.toolCalls === undefined ? first : undefined;
  const rest = system ? prompt.slice(1) : prompt;
  const [question] = rest;
  if (rest.length !== 1 || question?.role !== 'user')
    return { refused: rest.length === 0 ? 'it has no prompt' : 'its prompt is more than one question' };
  return { system: system?.content ?? '', question: question.content };
}

/** The facts of a comparison of chosen and rejected, by the names that `trl` reads them by. */
export function sideFacts(comparison: Comparison, { chosen, rejected }: Preferred): object {
  const { id, source } = comparison;
  return {
    ...(id !== undefined && { id }),
    ...(source !== undefined && { source }),
    ...(chosen.model !== undefined && { chosen_model: chosen.model }),
    ...(rejected.model !== undefined && { rejected_model: rejected.model }),
    ...(chosen.score !== undefined && { score_chosen: chosen.score }),
    ...(rejected.score !== undefined && { score_rejected: rejected.score }),
  };
}

/** Annotations of a comparison of chosen and rejected, whose labels name the sides so. */
export function sideAnnotations({ annotations, label }: Comparison): object[] {
  return annotations.map(({ label: said, ...rest }) => {
    const named = said === 'a' || said === 'b' ? (said === label ? 'chosen' : 'rejected') : said;
    return { ...rest, label: named };
  });
}
