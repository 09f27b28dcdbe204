import type { ImageRef, Message, ToolCall } from './comparison.ts';
import type { JsonPath } from './format.ts';
import { readImage } from './imageRef.ts';
import { isObject, own, ownText } from './ownValue.ts';

/** Where in a record a text is: the string at a path, or a part of it (UTF-16 offsets). */
export interface TextSpot {
  readonly path: JsonPath;
  readonly start?: number;
  readonly end?: number;
}

/** A message and every place of the record that holds its text. No spot: the record has no way to hold an edit of it. */
export interface Turn {
  readonly message: Message;
  readonly spots: readonly TextSpot[];
}

/** A turn whose text is the whole string at a path. */
export function textTurn(role: Message['role'], content: string, path: JsonPath): Turn {
  return { message: { role, content }, spots: [{ path }] };
}

/**
 * Reads a list of `{role, content}` messages, or a single one. Content may be text, null, or a list of parts. Null where
 * the value is something else.
 */
export function readTurns(value: unknown, path: JsonPath): Turn[] | null {
  if (isObject(value)) {
    const turn = readTurn(value, path);
    return turn && [turn];
  }
  if (!Array.isArray(value)) return null;
  const turns: Turn[] = [];
  for (const [index, item] of value.entries()) {
    const turn = readTurn(item, [...path, index]);
    if (!turn) return null;
    turns.push(turn);
  }
  return turns;
}

/** What some files call the roles that all others call `assistant` and `user`. */
const otherRoles: Readonly<Record<string, string>> = {
  bot: 'assistant',
  model: 'assistant',
  human: 'user',
  prompter: 'user',
};

/** The text of a part of a message: LLaMA-Factory calls it `value`, all others `text`. */
function partText(part: unknown): { readonly text: string; readonly key: string } | null {
  for (const key of ['text', 'value']) {
    const text = ownText(part, key);
    if (text !== undefined && ownText(part, 'type') !== 'image_url') return { text, key };
  }
  return null;
}

function readTurn(value: unknown, path: JsonPath): Turn | null {
  const given = ownText(value, 'role');
  if (given === undefined) return null;
  const role = Object.hasOwn(otherRoles, given) ? otherRoles[given]! : given;
  const content = own(value, 'content');
  const toolCalls = readToolCalls(own(value, 'tool_calls'));
  const calls = toolCalls.length > 0 ? { toolCalls } : {};
  if (typeof content === 'string') {
    return { message: { role, content, ...calls }, spots: [{ path: [...path, 'content'] }] };
  }
  if (content === null || content === undefined) {
    return content === null || toolCalls.length > 0 ? { message: { role, content: '', ...calls }, spots: [] } : null;
  }
  if (!Array.isArray(content)) return null;
  const texts = content.map((part: unknown) => (typeof part === 'string' ? part : partText(part)?.text));
  const shown = content.map(
    (part: unknown, i) => texts[i] ?? `[${ownText(part, 'type')?.replace(/_url$/, '') ?? 'part'}]`,
  );
  const images = imagesOf(content, [...path, 'content']);
  const only = content.length === 1 && texts[0] !== undefined;
  const spot = [
    ...path,
    'content',
    0,
    ...(typeof content[0] === 'string' ? [] : [partText(content[0])?.key ?? 'text']),
  ];
  return {
    message: { role, content: shown.join('\n'), ...calls, ...(images.length > 0 && { images }) },
    spots: only ? [{ path: spot }] : [],
  };
}

/** The pictures among the parts of a message, where the parts say which they are. */
function imagesOf(parts: readonly unknown[], path: JsonPath): ImageRef[] {
  return parts.flatMap((part, i) => {
    const type = ownText(part, 'type');
    if (type !== 'image' && type !== 'image_url') return [];
    for (const key of ['image_url', 'image', 'url', 'path']) {
      const image = readImage(own(part, key), [...path, i, key]);
      if (image) return [image];
    }
    return [];
  });
}

function readToolCalls(value: unknown): ToolCall[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((call: unknown) => {
    const called = isObject(own(call, 'function')) ? own(call, 'function') : call;
    const name = ownText(called, 'name');
    if (name === undefined) return [];
    const given = own(called, 'arguments');
    return [{ name, arguments: typeof given === 'string' ? given : jsonText(given ?? {}) }];
  });
}

/** JSON of a value; values nested so deeply that they overflow the stack are named instead. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return '[nested too deeply]';
    throw error;
  }
}

/** Two dialogues parted into what they share and what they don't. */
export interface Parted {
  readonly prompt: readonly Turn[];
  /** Set where the prompts differ. */
  readonly promptB?: readonly Turn[];
  readonly a: readonly Turn[];
  readonly b: readonly Turn[];
}

/**
 * Parts two whole dialogues: the prompt is the turns that both begin with, cut back so that each response begins with an
 * assistant's turn. Where that leaves no common prompt, each side's prompt ends before its last assistant turn.
 * Shared turns keep the spots of both sides, so that an edit of the prompt changes both.
 */
export function partDialogues(a: readonly Turn[], b: readonly Turn[]): Parted {
  const shared = sharedTurns(a, b);
  let cut = Math.min(shared, a.length - 1, b.length - 1);
  while (cut >= 0 && !(answers(a[cut]) && answers(b[cut]))) cut--;
  if (cut >= 0 && (cut > 0 || !asksLater(a, b))) {
    return { prompt: joined(a, b, cut), a: a.slice(cut), b: b.slice(cut) };
  }
  const lastA = lastAnswer(a);
  const lastB = lastAnswer(b);
  if (lastA === lastB && shared >= lastA) return { prompt: joined(a, b, lastA), a: a.slice(lastA), b: b.slice(lastB) };
  return { prompt: a.slice(0, lastA), promptB: b.slice(0, lastB), a: a.slice(lastA), b: b.slice(lastB) };
}

function joined(a: readonly Turn[], b: readonly Turn[], count: number): Turn[] {
  return a.slice(0, count).map((turn, i) => ({ ...turn, spots: [...turn.spots, ...b[i]!.spots] }));
}

/** How many turns two dialogues have in common at their beginning. */
export function sharedTurns(a: readonly Turn[], b: readonly Turn[]): number {
  let i = 0;
  while (i < a.length && i < b.length && sameMessage(a[i]!.message, b[i]!.message)) i++;
  return i;
}

/** Same role, text and tool calls. */
export function sameMessage(a: Message, b: Message): boolean {
  return (
    a.role === b.role &&
    a.content === b.content &&
    JSON.stringify(a.toolCalls ?? []) === JSON.stringify(b.toolCalls ?? [])
  );
}

function answers(turn: Turn | undefined): boolean {
  return turn?.message.role === 'assistant';
}

/** A cut at 0 is right for bare answers, but not for dialogues that begin with the assistant and go on with a question. */
function asksLater(a: readonly Turn[], b: readonly Turn[]): boolean {
  return [a, b].some(turns => turns.some(({ message }) => message.role === 'user'));
}

function lastAnswer(turns: readonly Turn[]): number {
  const index = turns.findLastIndex(answers);
  return index === -1 ? Math.max(0, turns.length - 1) : index;
}
