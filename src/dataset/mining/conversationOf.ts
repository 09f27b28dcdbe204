import type { Message } from '../comparison.ts';
import { own } from '../ownValue.ts';
import { readShareGpt } from '../shareGptTurns.ts';
import { readTurns } from '../turn.ts';

const fields = ['conversation', 'messages', 'conversations', 'dialogue', 'turns', 'chat'];

/** The conversation that a record of a log holds, or null: messages with roles, or ShareGPT's. */
export function conversationOf(record: unknown): readonly Message[] | null {
  for (const value of [...fields.map(field => own(record, field)), record]) {
    const turns = Array.isArray(value) ? (readTurns(value, []) ?? readShareGpt(value, [])) : null;
    if (turns && turns.length > 0) return turns.map(turn => turn.message);
  }
  return null;
}
