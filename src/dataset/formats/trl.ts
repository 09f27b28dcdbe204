import { copyPatches, flipPatches, flipResult, joinResults } from '../companions.ts';
import type { Message } from '../comparison.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { type Located, located, textPatches } from '../located.ts';
import { isObject, own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { scoredSides } from '../scoredSides.ts';
import { type Parted, partDialogues, readTurns, sharedTurns, type Turn, textTurn } from '../turn.ts';

const promptFields = ['prompt', 'question', 'instruction', 'input', 'query'] as const;

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
        `${readable.length} of ${samples.length} sampled records have \`chosen\` and \`rejected\` as ${shape(first)}`,
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
    const flip = flipResult(decision, () => flipPatches(record, 'chosen', 'rejected'));
    const { patches, notExpressed } = joinResults(texts, flip);
    return { patches: patches.length > 0 ? [...patches, ...copyPatches(record, 'chosen')] : [], notExpressed };
  },
};

function locate(record: unknown): Located | string {
  if (!isObject(record)) return 'the record is not an object';
  for (const field of ['chosen', 'rejected']) {
    if (!Object.hasOwn(record, field)) return `the record has no \`${field}\``;
  }
  const sides = scoredSides(record);
  const parted = part(record, sides.used);
  if (typeof parted === 'string') return parted;
  return located(parted, {
    ofA: sides.ofA,
    ofB: sides.ofB,
    label: 'a',
    ...(sides.strength !== undefined && { labelStrength: sides.strength }),
    ...recordFacts(record, { used: sides.used, label: 'a', strength: sides.strength }),
    positioned: false,
  });
}

function part(record: Readonly<Record<string, unknown>>, used: Set<string>): Parted | string {
  const [chosen, rejected] = [own(record, 'chosen'), own(record, 'rejected')];
  const prompt = readPrompt(record, used);
  if (typeof prompt === 'string') return prompt;
  if (typeof chosen === 'string' && typeof rejected === 'string') {
    if (prompt === null) return implicitTexts(chosen, rejected);
    return {
      prompt,
      a: [textTurn('assistant', chosen, ['chosen'])],
      b: [textTurn('assistant', rejected, ['rejected'])],
    };
  }
  const [a, b] = [readTurns(chosen, ['chosen']), readTurns(rejected, ['rejected'])];
  if (!a || !b)
    return `\`${a ? 'rejected' : 'chosen'}\` is neither a text like the other side nor messages with role and content`;
  if (a.length === 0 || b.length === 0) return `\`${a.length === 0 ? 'chosen' : 'rejected'}\` holds no message`;
  return conversational(prompt ?? [], a, b);
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
function implicitTexts(chosen: string, rejected: string): Parted {
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
  const a = [whole('assistant', chosen, 'chosen', end, chosen.length)];
  const b = [whole('assistant', rejected, 'rejected', end, rejected.length)];
  if (end === 0) return { prompt: [], a, b };
  const [first, second] = [whole('user', chosen, 'chosen', 0, end), whole('user', rejected, 'rejected', 0, end)];
  return { prompt: [{ ...first, spots: [...first.spots, ...second.spots] }], a, b };
}

/** The prompt's turns; null where no field holds one. */
function readPrompt(record: Readonly<Record<string, unknown>>, used: Set<string>): Turn[] | string | null {
  const system = ownText(record, 'system');
  const turns = system ? [textTurn('system', system, ['system'])] : [];
  const field = promptFields.find(name => Object.hasOwn(record, name) && record[name] !== null);
  if (field === undefined) {
    const before = messagesBefore(record);
    return before || turns.length > 0 ? [...turns, ...(before ?? [])] : null;
  }
  used.add(field);
  if (system !== undefined) used.add('system');
  const value = record[field];
  if (typeof value !== 'string') {
    const messages = readTurns(value, [field]);
    return messages ? [...turns, ...messages] : `\`${field}\` is neither a text nor messages with role and content`;
  }
  const extra = field === 'instruction' ? ownText(record, 'input') : undefined;
  if (!extra) return [...turns, textTurn('user', value, [field])];
  used.add('input');
  return [...turns, { message: { role: 'user', content: `${value}\n${extra}` }, spots: [] }];
}

/** Axolotl keeps the prompt in `messages` beside bare answers; elsewhere `messages` repeats the chosen dialogue. */
function messagesBefore(record: Readonly<Record<string, unknown>>): Turn[] | null {
  const chosen = readTurns(own(record, 'chosen'), ['chosen']);
  const messages = readTurns(own(record, 'messages'), ['messages']);
  if (!messages || messages.at(-1)?.message.role === 'assistant' || chosen?.[0]?.message.role !== 'assistant')
    return null;
  return messages;
}

function shape(record: unknown): string {
  const chosen = own(record, 'chosen');
  if (typeof chosen === 'string') return 'texts';
  return Array.isArray(chosen) ? 'message lists' : 'single messages';
}

function promptReason(record: unknown): string {
  const field = promptFields.find(name => own(record, name) !== undefined);
  if (field === undefined) return 'the prompt is what both sides begin with';
  const dialogues = Array.isArray(own(record, 'chosen')) && typeof own(record, field) === 'string';
  return dialogues
    ? `the prompt is in \`${field}\` and at the head of both dialogues`
    : `the prompt is in \`${field}\``;
}
