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

/** Messages with pictures as their parts, or why they can't be written. */
export type Pictured = { readonly messages: object[]; readonly pictures: string[] } | { readonly refused: string };

/**
 * Messages whose pictures are parts: a place for each (TRL, with the pictures in a list of their own), or their address in
 * the part itself (OpenAI).
 */
export function picturedMessages(messages: readonly Message[], form: 'places' | 'addresses'): Pictured {
  const pictures: string[] = [];
  const written: object[] = [];
  for (const [i, plain] of chatMessages(messages).entries()) {
    const { images = [], content } = messages[i]!;
    if (images.length === 0) {
      written.push(plain);
      continue;
    }
    const parts: object[] = [];
    for (const image of images) {
      if (image.kind === 'bytes') return { refused: 'a picture that is bytes of the record' };
      if (image.kind === 'file' && form === 'addresses')
        return { refused: 'a picture that is a file, where only an address can stand' };
      const where = image.kind === 'url' ? image.url : image.path;
      pictures.push(where);
      parts.push(form === 'places' ? { type: 'image' } : { type: 'image_url', image_url: { url: where } });
    }
    // The text names pictures that were parts; they are parts again.
    const text = content.replace(/^(\[image\]\n?)+/, '');
    written.push({ ...plain, content: text === '' ? parts : [...parts, { type: 'text', text }] });
  }
  return { messages: written, pictures };
}
