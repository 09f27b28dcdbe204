import type { Label, Message } from '../comparison.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { type Located, located } from '../located.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import type { Turn } from '../turn.ts';

const winners: readonly (readonly [field: string, label: Label])[] = [
  ['winner_model_a', 'a'],
  ['winner_model_b', 'b'],
  ['winner_tie', 'tie'],
];

/** LMSYS 55k (also on Kaggle): the turns of prompt and responses as JSON lists in texts, and a 1 in one of three columns. */
export const lmsysFormat: Format = {
  id: 'lmsys',
  name: 'LMSYS 55k (winner_model_a, winner_model_b, winner_tie)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records have \`response_a\`, \`response_b\` and a 1 in one of three \`winner_\` columns`,
      ],
    };
  },

  read(record): ReadResult {
    const found = locate(record);
    return typeof found === 'string'
      ? { ok: false, reason: found, cure: 'Correct the record in a text editor' }
      : { ok: true, comparison: found.comparison };
  },

  write(record, comparison, { verdict, texts }): WriteResult {
    const notExpressed = Object.keys(texts).map(ref => `the edited text ${ref}`);
    if (verdict === null || verdict === 'drop' || verdict === 'later' || verdict === comparison.label)
      return { patches: [], notExpressed };
    const tie = own(record, 'winner_tie') !== undefined;
    if (verdict === 'both_bad' || (verdict === 'tie' && !tie)) {
      return {
        patches: [],
        notExpressed: [...notExpressed, verdict === 'tie' ? 'a tie' : 'that both responses are bad'],
      };
    }
    const text = typeof own(record, 'winner_model_a') === 'string';
    const patches = winners
      .filter(([field]) => own(record, field) !== undefined)
      .map(([field, label]) => {
        const value = label === verdict ? 1 : 0;
        return { kind: 'set', path: [field], value: text ? String(value) : value } as const;
      });
    return { patches, notExpressed };
  },
};

function locate(record: unknown): Located | string {
  const [prompt, a, b] = ['prompt', 'response_a', 'response_b'].map(field => turnsOf(own(record, field)));
  if (!prompt || !a || !b) return '`prompt`, `response_a` or `response_b` is no text and no list of turns';
  const said = winners.filter(([field]) => asNumber(own(record, field)) === 1);
  if (said.length !== 1) return `${said.length === 0 ? 'none' : 'more than one'} of the \`winner_\` columns is 1`;
  // Each turn of the prompt is a question; all but the first come after an answer, and belong to each side.
  const side = (answers: readonly string[]): Turn[] =>
    answers.flatMap((content, i): Turn[] => [
      ...(i === 0 || prompt[i] === undefined ? [] : [turn('user', prompt[i])]),
      turn('assistant', content),
    ]);
  const used = new Set([
    'prompt',
    'response_a',
    'response_b',
    'model_a',
    'model_b',
    ...winners.map(([field]) => field),
  ]);
  return located(
    { prompt: prompt.slice(0, 1).map(content => turn('user', content)), a: side(a), b: side(b) },
    { label: said[0]![1], positioned: true, ...recordFacts(record, { used, label: said[0]![1] }) },
    { ofA: model(record, 'model_a'), ofB: model(record, 'model_b') },
  );
}

/** Texts of a list of turns, which may be written as JSON in a text, with null for what was filtered out. */
function turnsOf(value: unknown): string[] | null {
  const list = typeof value === 'string' && value.trim().startsWith('[') ? parsed(value) : value;
  if (Array.isArray(list) && list.length > 0 && list.every(text => typeof text === 'string' || text === null)) {
    return list.map(text => (text as string | null) ?? '');
  }
  return typeof value === 'string' ? [value] : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function turn(role: Message['role'], content: string): Turn {
  return { message: { role, content }, spots: [] };
}

function model(record: unknown, field: string): { readonly model?: string } {
  const name = ownText(record, field);
  return name ? { model: name } : {};
}
