import { joinResults } from '../companions.ts';
import type { Response } from '../comparison.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { labelResult } from '../labelResult.ts';
import { readLabel } from '../labels.ts';
import { type Located, located, textPatches } from '../located.ts';
import { own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { type Turn, textTurn } from '../turn.ts';

const codes = { text_a: 'a', text_b: 'b' } as const;
const promptFields = ['input', 'prompt'];
/** Pandas writes its row numbers as a column without a name, which is then called after its position. */
const rowNumber = 'column 1';

/**
 * Inverse Constitutional AI's CSV: `text_a`, `text_b`, `preferred_text` (`text_a`, `text_b`), with `input`, `model_a` and
 * `model_b` where known. Texts that both begin with the same "Instruction: ... Output: " hold their prompt themselves.
 */
export const icaiFormat: Format = {
  id: 'icai',
  name: 'ICAI (text_a, text_b, preferred_text)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [`${readable} of ${samples.length} sampled records have \`text_a\`, \`text_b\` and \`preferred_text\``],
    };
  },

  read(record): ReadResult {
    const result = locate(record);
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the record in a text editor' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, comparison, decision): WriteResult {
    const result = locate(record);
    if (typeof result === 'string') return { patches: [], notExpressed: [] };
    return joinResults(
      textPatches(record, result, decision.texts),
      labelResult(record, ['preferred_text'], { ...codes, tie: 'tie' }, comparison.label, decision.verdict),
    );
  },
};

function locate(record: unknown): Located | string {
  const [textA, textB] = [ownText(record, 'text_a'), ownText(record, 'text_b')];
  if (textA === undefined || textB === undefined) return `no text \`${textA === undefined ? 'text_a' : 'text_b'}\``;
  const preferred = own(record, 'preferred_text');
  const label = preferred === undefined ? undefined : readLabel(preferred, codes);
  if (!label)
    return `\`preferred_text\` is ${JSON.stringify(preferred)?.slice(0, 40) ?? 'missing'}, not text_a or text_b`;
  const field = promptFields.find(name => ownText(record, name));
  const { prompt, a, b } =
    field === undefined
      ? embedded(textA, textB)
      : { prompt: [textTurn('user', ownText(record, field)!, [field])], ...plain(textA, textB) };
  const used = new Set([
    'text_a',
    'text_b',
    'preferred_text',
    'model_a',
    'model_b',
    rowNumber,
    ...(field ? [field] : []),
  ]);
  return located(
    { prompt, a, b },
    { label: label.label, positioned: true, ...recordFacts(record, { used, label: label.label }) },
    { ofA: modelOf(record, 'model_a'), ofB: modelOf(record, 'model_b') },
  );
}

function plain(textA: string, textB: string): { readonly a: Turn[]; readonly b: Turn[] } {
  return { a: [textTurn('assistant', textA, ['text_a'])], b: [textTurn('assistant', textB, ['text_b'])] };
}

/** "Instruction: Q\n\nOutput: A" on both sides, with the same Q. */
function embedded(textA: string, textB: string): { readonly prompt: Turn[]; readonly a: Turn[]; readonly b: Turn[] } {
  const opening = 'Instruction: ';
  const divider = '\n\nOutput: ';
  const at = textA.indexOf(divider);
  if (!textA.startsWith(opening) || at === -1 || !textB.startsWith(textA.slice(0, at + divider.length))) {
    return { prompt: [], ...plain(textA, textB) };
  }
  const part = (role: string, text: string, field: string, start: number, end: number): Turn => ({
    message: { role, content: text.slice(start, end) },
    spots: [{ path: [field], start, end }],
  });
  const [first, second] = [
    part('user', textA, 'text_a', opening.length, at),
    part('user', textB, 'text_b', opening.length, at),
  ];
  const from = at + divider.length;
  return {
    prompt: [{ ...first, spots: [...first.spots, ...second.spots] }],
    a: [part('assistant', textA, 'text_a', from, textA.length)],
    b: [part('assistant', textB, 'text_b', from, textB.length)],
  };
}

function modelOf(record: unknown, field: string): Omit<Response, 'messages'> {
  const model = ownText(record, field);
  return model ? { model } : {};
}
