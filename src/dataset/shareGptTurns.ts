import type { JsonPath } from './format.ts';
import { isObject, ownText } from './ownValue.ts';
import type { Turn } from './turn.ts';

const roles: Readonly<Record<string, string>> = {
  human: 'user',
  user: 'user',
  prompter: 'user',
  gpt: 'assistant',
  assistant: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  chatgpt: 'assistant',
  function_call: 'assistant',
  observation: 'tool',
  tool: 'tool',
  system: 'system',
};

/** Reads `{from, value}` messages, or a single one, as ShareGPT and LLaMA-Factory write them. Null for anything else. */
export function readShareGpt(value: unknown, path: JsonPath): Turn[] | null {
  if (isObject(value)) {
    const turn = readOne(value, path);
    return turn && [turn];
  }
  if (!Array.isArray(value)) return null;
  const turns: Turn[] = [];
  for (const [index, item] of value.entries()) {
    const turn = readOne(item, [...path, index]);
    if (!turn) return null;
    turns.push(turn);
  }
  return turns;
}

function readOne(value: unknown, path: JsonPath): Turn | null {
  const [from, content] = [ownText(value, 'from'), ownText(value, 'value')];
  if (from === undefined || content === undefined) return null;
  const role = Object.hasOwn(roles, from) ? roles[from]! : from;
  return { message: { role, content }, spots: [{ path: [...path, 'value'] }] };
}
