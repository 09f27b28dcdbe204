import { copyPatches, flipPatches, flipResult, joinResults, swap } from '../companions.ts';
import type { Message } from '../comparison.ts';
import type { Detection, Format, JsonPath, ReadResult, WriteResult } from '../format.ts';
import { readImage } from '../imageRef.ts';
import { type Located, located, textPatches } from '../located.ts';
import { isObject, own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { scoredSides } from '../scoredSides.ts';
import { readShareGpt } from '../shareGptTurns.ts';
import { type Parted, partDialogues, readTurns, sharedTurns, type Turn, textTurn } from '../turn.ts';

const promptFields = ['prompt', 'question', 'instruction', 'input', 'query', 'trajectory'] as const;

/** What the two sides are called: usually, by LLaMA-Factory's v1 layout, by Axolotl and argilla, and by ms-swift. */
const sideFields = [
  ['chosen', 'rejected'],
  ['chosen_messages', 'rejected_messages'],
  ['chosen_response', 'rejected_response'],
  ['messages', 'rejected_messages'],
] as const;
type SideFields = (typeof sideFields)[number];

/**
 * The preference shapes that trainers read: `chosen` and `rejected` as texts, message lists or single messages, with the
 * prompt in a field of its own or at the head of both. Also the mixed shape (prompt as text, whole dialogues), and the
 * prompt names of Axolotl and alpaca files (`question`, `instruction` with `input`, `system`).
 */
export const trlFormat: Format = {
  id: 'trl',
  name: 'TRL preference (prompt, chosen, rejected)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string');
    const first = readable[0];
    if (first === undefined) return { score: 0, reasons: [] };
    return {
      // Transcripts are readable as texts too, so the format made for them must win.
      score: (0.9 * readable.length) / samples.length,
      reasons: [
        `${readable.length} of ${samples.length} sampled records have \`${fieldsOf(first)[0]}\` and \`${fieldsOf(first)[1]}\` as ${shape(first)}`,
        promptReason(first),
      ],
    };
  },

  read(record): ReadResult {
    const result = locate(record);
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the line in a text editor, or map the fields by hand' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, _comparison, decision): WriteResult {
    const result = locate(record);
    if (typeof result === 'string') return { patches: [], notExpressed: [] };
    const texts = textPatches(record, result, decision.texts);
    const fields = fieldsOf(record);
    const flip = flipResult(decision, () =>
      fields[0] === 'messages' ? [swap([fields[0]], [fields[1]])] : flipPatches(record, 'chosen', 'rejected'),
    );
    const { patches, notExpressed } = joinResults(texts, flip);
    return {
      patches: patches.length > 0 ? [...patches, ...copyPatches(record, fields[0])] : [],
      notExpressed,
    };
  },
};

function locate(record: unknown): Located | string {
  if (!isObject(record)) return 'the record is not an object';
  const fields = fieldsOf(record);
  for (const field of fields) {
    if (!Object.hasOwn(record, field)) return `the record has no \`${field}\``;
  }
  const sides = scoredSides(record);
  for (const field of fields) sides.used.add(field);
  const parted = part(record, fields, sides.used);
  if (typeof parted === 'string') return parted;
  const whole = withPictures(record, parted, sides.used);
  const facts = recordFacts(record, { used: sides.used, label: 'a', strength: sides.strength });
  const strength = sides.strength !== undefined && { labelStrength: sides.strength };
  return located(whole, { label: 'a', positioned: false, ...strength, ...facts }, sides);
}

function fieldsOf(record: unknown): SideFields {
  const named = sideFields.find(
    ([chosen, rejected]) => own(record, chosen) !== undefined && own(record, rejected) !== undefined,
  );
  return named ?? sideFields[0];
}

/** The value of a side; `{messages: [...]}`, as Fireworks has it, is its messages. */
function sideAt(record: unknown, field: string): { readonly value: unknown; readonly path: JsonPath } {
  const value = own(record, field);
  const messages = own(value, 'messages');
  return Array.isArray(messages) && !Array.isArray(value)
    ? { value: messages, path: [field, 'messages'] }
    : { value, path: [field] };
}

function part(record: Readonly<Record<string, unknown>>, fields: SideFields, used: Set<string>): Parted | string {
  const [sideA, sideB] = [sideAt(record, fields[0]), sideAt(record, fields[1])];
  const [chosen, rejected] = [sideA.value, sideB.value];
  const prompt = readPrompt(record, fields, used);
  if (typeof prompt === 'string') return prompt;
  if (typeof chosen === 'string' && typeof rejected === 'string') {
    if (prompt === null) return implicitTexts(chosen, rejected, fields);
    return {
      prompt,
      a: [textTurn('assistant', chosen, sideA.path)],
      b: [textTurn('assistant', rejected, sideB.path)],
    };
  }
  const [a, b] = [readTurns(chosen, sideA.path), readTurns(rejected, sideB.path)];
  if (!a || !b)
    return `\`${fields[a ? 1 : 0]}\` is neither a text like the other side nor messages with role and content`;
  if (a.length === 0 || b.length === 0) return `\`${fields[a.length === 0 ? 0 : 1]}\` holds no message`;
  return conversational(prompt ?? [], a, b);
}

/** The pictures that a question is about, where the record holds them beside it: they belong to its first question. */
function withPictures(record: unknown, parted: Parted, used: Set<string>): Parted {
  const field = ['images', 'image'].find(name => own(record, name) !== undefined);
  const at = parted.prompt.findIndex(({ message }) => message.role === 'user' && !message.images);
  if (field === undefined || at === -1) return parted;
  const value = own(record, field);
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const images = list.flatMap((one, i) => readImage(one, Array.isArray(value) ? [field, i] : [field]) ?? []);
  if (images.length === 0) return parted;
  used.add(field);
  const prompt = parted.prompt.map((turn, i) => (i === at ? { ...turn, message: { ...turn.message, images } } : turn));
  return { ...parted, prompt };
}

/** Explicit prompt, or dialogues that repeat it (whole, or as the text of their user turn), or none. */
function conversational(prompt: readonly Turn[], a: readonly Turn[], b: readonly Turn[]): Parted {
  const repeated =
    prompt.length > 0 && sharedTurns(prompt, a) === prompt.length && sharedTurns(prompt, b) === prompt.length;
  const dialogues = a[0]?.message.role !== 'assistant' || b[0]?.message.role !== 'assistant';
  if (!repeated && !dialogues) return { prompt, a, b };
  const parted = partDialogues(a, b);
  const only = prompt[0];
  if (only === undefined) return parted;
  if (!repeated && !parted.prompt.some(turn => turn.message.content === only.message.content)) {
    // The record's prompt is not in the dialogues: it comes before them.
    return {
      ...parted,
      prompt: [...prompt, ...parted.prompt],
      ...(parted.promptB && { promptB: [...prompt, ...parted.promptB] }),
    };
  }
  const withSpots = parted.prompt.map(turn => {
    const same = prompt.find(other => other.message.content === turn.message.content);
    return same ? { ...turn, spots: [...turn.spots, ...same.spots] } : turn;
  });
  return { ...parted, prompt: withSpots };
}

/** Texts that hold the prompt themselves: the common beginning, as trainers cut it, but never through a word. */
function implicitTexts(chosen: string, rejected: string, [fieldA, fieldB]: SideFields): Parted {
  let end = 0;
  const limit = Math.min(chosen.length, rejected.length);
  while (end < limit && chosen[end] === rejected[end]) end++;
  if (end < chosen.length || end < rejected.length) {
    while (end > 0 && !/\s/.test(chosen[end - 1]!)) end--;
    if (end > 0 && chosen[end - 1] === ' ') end--;
  } else end = 0;
  const whole = (role: Message['role'], text: string, field: string, start: number, stop: number): Turn => ({
    message: { role, content: text.slice(start, stop) },
    spots: [{ path: [field], start, end: stop }],
  });
  const a = [whole('assistant', chosen, fieldA, end, chosen.length)];
  const b = [whole('assistant', rejected, fieldB, end, rejected.length)];
  if (end === 0) return { prompt: [], a, b };
  const [first, second] = [whole('user', chosen, fieldA, 0, end), whole('user', rejected, fieldB, 0, end)];
  return { prompt: [{ ...first, spots: [...first.spots, ...second.spots] }], a, b };
}

/** The prompt's turns; null where no field holds one. */
function readPrompt(
  record: Readonly<Record<string, unknown>>,
  fields: SideFields,
  used: Set<string>,
): Turn[] | string | null {
  const system = ownText(record, 'system');
  const turns = [...(system ? [textTurn('system', system, ['system'])] : []), ...earlierTurns(record)];
  if (turns.length > (system ? 1 : 0)) used.add('history');
  const field = promptFields.find(name => Object.hasOwn(record, name) && record[name] !== null);
  if (field === undefined) {
    const before = messagesBefore(record, fields);
    return before || turns.length > 0 ? [...turns, ...(before ?? [])] : null;
  }
  used.add(field);
  if (system !== undefined) used.add('system');
  const value = record[field];
  if (typeof value !== 'string') {
    const messages = readTurns(value, [field]) ?? readShareGpt(value, [field]);
    return messages ? [...turns, ...messages] : `\`${field}\` is neither a text nor messages with role and content`;
  }
  const extra = field === 'instruction' ? ownText(record, 'input') : undefined;
  if (!extra) return [...turns, textTurn('user', value, [field])];
  used.add('input');
  return [...turns, { message: { role: 'user', content: `${value}\n${extra}` }, spots: [] }];
}

/** Turns before the question, as alpaca files have them: a list of questions with their answers in `history`. */
function earlierTurns(record: unknown): Turn[] {
  const history = own(record, 'history');
  if (!Array.isArray(history)) return [];
  return history.flatMap((pair: unknown, i) => {
    const [asked, answered] = [own(pair, 0), own(pair, 1)];
    if (typeof asked !== 'string' || typeof answered !== 'string') return [];
    return [textTurn('user', asked, ['history', i, 0]), textTurn('assistant', answered, ['history', i, 1])];
  });
}

/** Axolotl keeps the prompt in `messages` beside bare answers; elsewhere `messages` repeats the chosen dialogue. */
function messagesBefore(record: Readonly<Record<string, unknown>>, [field]: SideFields): Turn[] | null {
  const chosen = readTurns(own(record, field), [field]);
  const messages = readTurns(own(record, 'messages'), ['messages']);
  if (!messages || messages.at(-1)?.message.role === 'assistant' || chosen?.[0]?.message.role !== 'assistant')
    return null;
  return messages;
}

function shape(record: unknown): string {
  const chosen = sideAt(record, fieldsOf(record)[0]).value;
  if (typeof chosen === 'string') return 'texts';
  return Array.isArray(chosen) ? 'message lists' : 'single messages';
}

function promptReason(record: unknown): string {
  const field = promptFields.find(name => own(record, name) !== undefined);
  if (field === undefined) return 'the prompt is what both sides begin with';
  const dialogues = Array.isArray(own(record, fieldsOf(record)[0])) && typeof own(record, field) === 'string';
  return dialogues
    ? `the prompt is in \`${field}\` and at the head of both dialogues`
    : `the prompt is in \`${field}\``;
}
