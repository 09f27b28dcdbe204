import type { Message } from '../../../src/dataset/comparison.ts';

/** A message of a conversation with its place in it. */
export interface PlacedMessage {
  readonly index: number;
  readonly message: Message;
}

/** A stretch of the conversation that is shown as one: a single message, or earlier turns folded together. */
export interface TurnGroup {
  readonly kind: 'system' | 'turns' | 'tool' | 'last';
  readonly messages: readonly PlacedMessage[];
}

/**
 * A prompt in stretches: system and developer messages and tool results on their own, other turns together, and the last
 * user turn, which is what the responses answer, by itself.
 */
export function groupTurns(messages: readonly Message[]): TurnGroup[] {
  const lastUser = messages.findLastIndex(message => message.role === 'user');
  const last = lastUser >= 0 ? lastUser : messages.length - 1;
  const groups: { kind: TurnGroup['kind']; messages: PlacedMessage[] }[] = [];
  messages.forEach((message, index) => {
    const kind = kindOf(message, index === last);
    const before = groups.at(-1);
    if (kind === 'turns' && before?.kind === 'turns') before.messages.push({ index, message });
    else groups.push({ kind, messages: [{ index, message }] });
  });
  return groups;
}

function kindOf(message: Message, isLast: boolean): TurnGroup['kind'] {
  if (isLast) return 'last';
  if (message.role === 'system' || message.role === 'developer') return 'system';
  return message.role === 'tool' ? 'tool' : 'turns';
}
