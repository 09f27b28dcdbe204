import type { Message } from '../comparison.ts';

/** Messages as chat formats write them. Calls of tools get ids by their place, for no record's own ids are kept. */
export function chatMessages(messages: readonly Message[]): object[] {
  let calls = 0;
  let answered = 0;
  return messages.map(({ role, content, toolCalls }) => {
    if (role === 'tool') return { role, content, ...(answered < calls && { tool_call_id: `call_${++answered}` }) };
    if (!toolCalls) return { role, content };
    const tool_calls = toolCalls.map(({ name, arguments: given }) => ({
      id: `call_${++calls}`,
      type: 'function',
      function: { name, arguments: given },
    }));
    return { role, content, tool_calls };
  });
}

/** Messages as ShareGPT writes them; null where it has no place for one. */
export function shareGptMessages(
  messages: readonly Message[],
): { readonly from: string; readonly value: string }[] | null {
  const names: Readonly<Record<string, string>> = {
    user: 'human',
    assistant: 'gpt',
    system: 'system',
    tool: 'observation',
  };
  const written: { from: string; value: string }[] = [];
  for (const { role, content, toolCalls } of messages) {
    const from = Object.hasOwn(names, role) ? names[role] : undefined;
    if (from === undefined || toolCalls) return null;
    written.push({ from, value: content });
  }
  return written;
}
