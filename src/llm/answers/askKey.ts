import { createHash } from 'node:crypto';
import type { Ask } from '../languageModel.ts';

/** Raised when the meaning of kept answers changes. */
const version = 1;

/** Stands for a question to a model: SHA-256 (hex) of all that its answer depends on. */
export function askKey(identity: string, { messages, maxTokens, schema, topLogprobs }: Ask): string {
  const turns = messages.map(({ role, content }) => [role, content]);
  const form = schema === undefined ? null : [schema.name, schema.schema];
  const all = [version, identity, turns, maxTokens, form, topLogprobs ?? 0];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}
