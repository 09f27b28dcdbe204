import type { Message } from '../comparison.ts';
import { type FeedbackSignal, feedbackSignal } from './feedbackSignal.ts';

/** A comparison that a conversation suggests: the answer before a person's feedback against the one after it. */
export interface MinedPair {
  readonly prompt: readonly Message[];
  /** The answer after the feedback. It saw the feedback, which the prompt does not hold: the reviewer must judge that. */
  readonly chosen: Message;
  readonly rejected: Message;
  readonly signal: Exclude<FeedbackSignal, 'thanks'>;
  /** The person's own words. */
  readonly feedback: string;
  /** True if the person was content with the later answer: thanked for it. */
  readonly confirmed: boolean;
  /** 0-based place of the feedback among the messages. */
  readonly turn: number;
}

/**
 * Comparisons that a conversation suggests (after WildFeedback, which asks a language model where this looks for phrases):
 * a person corrects an answer, complains of it or asks the same again, and a new answer follows that is not met with the
 * same. Thanks alone are about one answer, so they make no comparison; they confirm one.
 */
export function mineConversation(messages: readonly Message[]): MinedPair[] {
  const pairs: MinedPair[] = [];
  for (const [i, message] of messages.entries()) {
    const [question, first, second] = [messages[i - 2], messages[i - 1], messages[i + 1]];
    if (message.role !== 'user' || question?.role !== 'user' || !answers(first) || !answers(second)) continue;
    const signal = feedbackSignal(message.content, question.content);
    if (signal === null || signal === 'thanks' || first.content.trim() === second.content.trim()) continue;
    const next = messages[i + 2];
    const after = next?.role === 'user' ? feedbackSignal(next.content, message.content) : null;
    // An answer that is met with a further complaint was no better.
    if (after !== null && after !== 'thanks') continue;
    const prompt = messages.slice(0, i - 1);
    pairs.push({
      prompt,
      chosen: second,
      rejected: first,
      signal,
      feedback: message.content,
      confirmed: after === 'thanks',
      turn: i,
    });
  }
  return pairs;
}

function answers(message: Message | undefined): message is Message {
  return message?.role === 'assistant' && message.content.trim() !== '' && message.toolCalls === undefined;
}
