import { joinResults } from '../companions.ts';
import type { Response } from '../comparison.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { parseJson } from '../jsonLines.ts';
import { labelResult } from '../labelResult.ts';
import { readLabel } from '../labels.ts';
import { type Located, located, textPatches } from '../located.ts';
import { asNumber, own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { partDialogues, readTurns, type Turn } from '../turn.ts';

const codes = { model_a: 'a', model_b: 'b' } as const;

/**
 * Chatbot Arena conversations and MT-bench human judgments: `conversation_a`, `conversation_b` and `winner` (`model_a`,
 * `model_b`, `tie`, `tie (bothbad)`, `both_bad`), with the judge as annotator. Where `turn` says that the judge saw fewer
 * turns than the record holds (MT-bench), only those are read.
 */
export const arenaFormat: Format = {
  id: 'arena',
  name: 'Chatbot Arena (conversation_a, conversation_b, winner)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records have \`conversation_a\`, \`conversation_b\` and \`winner\``,
      ],
    };
  },

  read(record): ReadResult {
    const result = locate(record);
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the line in a text editor' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, comparison, decision): WriteResult {
    const result = locate(record);
    if (typeof result === 'string') return { patches: [], notExpressed: [] };
    const bothBad = ownText(record, 'winner') === 'both_bad' || own(record, 'evaluation_session_id') !== undefined;
    const written = { ...codes, tie: 'tie', [bothBad ? 'both_bad' : 'tie (bothbad)']: 'both_bad' } as const;
    return joinResults(
      textPatches(record, result, decision.texts),
      labelResult(record, ['winner'], written, comparison.label, decision.verdict),
    );
  },
};

function locate(record: unknown): Located | string {
  const wholeA = dialogueIn(record, 'conversation_a');
  const wholeB = dialogueIn(record, 'conversation_b');
  if (!wholeA?.length || !wholeB?.length) {
    return `\`${wholeA?.length ? 'conversation_b' : 'conversation_a'}\` is no list of messages with role and content`;
  }
  const winner = own(record, 'winner');
  const label = winner === undefined ? undefined : readLabel(winner, codes);
  if (!label) return `\`winner\` is ${JSON.stringify(winner) ?? 'missing'}, not model_a, model_b, tie or both_bad`;
  const turns = asNumber(own(record, 'turn'));
  const parted = partDialogues(judged(wholeA, turns), judged(wholeB, turns));
  const used = new Set(['conversation_a', 'conversation_b', 'winner', 'model_a', 'model_b']);
  return located(
    parted,
    { label: label.label, positioned: true, ...recordFacts(record, { used, label: label.label }) },
    { ofA: modelOf(record, 'model_a'), ofB: modelOf(record, 'model_b') },
  );
}

/** A dialogue; where it is written as JSON in a text, its texts can't be edited. */
function dialogueIn(record: unknown, field: string): Turn[] | null {
  const value = own(record, field);
  if (typeof value !== 'string') return readTurns(value, [field]);
  const parsed = parseJson(value);
  const turns = parsed.ok ? readTurns(parsed.record, [field]) : null;
  return turns?.map(turn => ({ ...turn, spots: [] })) ?? null;
}

/** The turns that the judge saw: `turn` counts questions with their answers. */
function judged(turns: readonly Turn[], count: number | undefined): readonly Turn[] {
  if (count === undefined || !Number.isInteger(count) || count < 1) return turns;
  let questions = 0;
  const end = turns.findIndex(({ message }) => message.role === 'user' && ++questions > count);
  return end === -1 ? turns : turns.slice(0, end);
}

function modelOf(record: unknown, field: string): Omit<Response, 'messages'> {
  const model = ownText(record, field);
  return model ? { model } : {};
}
