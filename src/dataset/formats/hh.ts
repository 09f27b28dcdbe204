import type { Decision, TextRef } from '../../edits/decision.ts';
import { flipPatches, flipResult, joinResults } from '../companions.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { type Located, located, textPatches } from '../located.ts';
import { ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { scoredSides } from '../scoredSides.ts';
import { partDialogues, type Turn } from '../turn.ts';

const marker = /\n\n(Human|Assistant):/g;
const opening = '\n\nHuman:';

/**
 * Anthropic HH-RLHF: `chosen` and `rejected` are whole transcripts in one string each, turns marked by `\n\nHuman: ` and
 * `\n\nAssistant: `. The prompt is what both share, cut back to the last assistant's turn.
 */
export const hhFormat: Format = {
  id: 'hh',
  name: 'Anthropic HH-RLHF transcripts',

  detect(samples): Detection {
    const matching = samples.filter(
      sample => isTranscript(sample, 'chosen') && isTranscript(sample, 'rejected'),
    ).length;
    if (matching === 0) return { score: 0, reasons: [] };
    return {
      score: matching / samples.length,
      reasons: [
        `${matching} of ${samples.length} sampled records hold \`chosen\` and \`rejected\` transcripts that begin with "Human:"`,
      ],
    };
  },

  read(record): ReadResult {
    const result = locate(record);
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the line in a text editor, or open the file with another format' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, _comparison, decision: Decision): WriteResult {
    const result = locate(record);
    if (typeof result === 'string') return { patches: [], notExpressed: [] };
    const entries = Object.entries(decision.texts) as [TextRef, string][];
    const fitting = entries.filter(([, text]) => text.search(marker) === -1);
    const { patches, notExpressed } = textPatches(record, result, Object.fromEntries(fitting));
    // A marker in a text would be read as a turn of its own.
    const unfit = entries.filter(entry => !fitting.includes(entry)).map(([ref]) => `the edited text ${ref}`);
    const texts = { patches, notExpressed: [...notExpressed, ...unfit] };
    return joinResults(
      texts,
      flipResult(decision, () => flipPatches(record, 'chosen', 'rejected')),
    );
  },
};

/**
 * The turns of a transcript, each with its place in the string at `field`. Text before the first marker is a system
 * turn. Null if there is no marker at all.
 */
export function readTranscript(text: string, field: string): Turn[] | null {
  const marks = [...text.matchAll(marker)];
  if (marks.length === 0) return null;
  const turns: Turn[] = [];
  const add = (role: string, start: number, end: number): void => {
    turns.push({ message: { role, content: text.slice(start, end) }, spots: [{ path: [field], start, end }] });
  };
  if (marks[0]!.index > 0) add('system', 0, marks[0]!.index);
  for (const [i, mark] of marks.entries()) {
    const afterMark = mark.index + mark[0].length;
    const end = marks[i + 1]?.index ?? text.length;
    const start = text[afterMark] === ' ' && afterMark < end ? afterMark + 1 : afterMark;
    add(mark[1] === 'Human' ? 'user' : 'assistant', start, end);
  }
  return turns;
}

function locate(record: unknown): Located | string {
  const chosen = ownText(record, 'chosen');
  const rejected = ownText(record, 'rejected');
  if (chosen === undefined || rejected === undefined) {
    return `no text \`${chosen === undefined ? 'chosen' : 'rejected'}\` in the record`;
  }
  const a = readTranscript(chosen, 'chosen');
  const b = readTranscript(rejected, 'rejected');
  if (!a || !b) return `\`${a ? 'rejected' : 'chosen'}\` is no transcript: it has no "Human:" or "Assistant:" turn`;
  const { strength, ofA, ofB, used } = scoredSides(record);
  return located(
    partDialogues(a, b),
    {
      label: 'a',
      positioned: false,
      ...(strength !== undefined && { labelStrength: strength }),
      ...recordFacts(record, { used, label: 'a', strength }),
    },
    { ofA, ofB },
  );
}

function isTranscript(record: unknown, field: string): boolean {
  return ownText(record, field)?.startsWith(opening) ?? false;
}
