import { flipPatches, flipResult, joinResults } from '../companions.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { type Located, located, textPatches } from '../located.ts';
import { own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { scoredSides } from '../scoredSides.ts';
import { readShareGpt } from '../shareGptTurns.ts';
import { textTurn } from '../turn.ts';

/** LLaMA-Factory's ShareGPT ranking: `conversations` of `{from, value}`, then `chosen` and `rejected` as one such message. */
export const shareGptFormat: Format = {
  id: 'sharegpt',
  name: 'LLaMA-Factory ShareGPT ranking (conversations, chosen, rejected)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records have \`conversations\` of \`from\` and \`value\`, and \`chosen\` and \`rejected\` answers`,
      ],
    };
  },

  read(record): ReadResult {
    const result = locate(record);
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the record in a text editor' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, _comparison, decision): WriteResult {
    const result = locate(record);
    if (typeof result === 'string') return { patches: [], notExpressed: [] };
    return joinResults(
      textPatches(record, result, decision.texts),
      flipResult(decision, () => flipPatches(record, 'chosen', 'rejected')),
    );
  },
};

function locate(record: unknown): Located | string {
  const prompt = readShareGpt(own(record, 'conversations'), ['conversations']);
  if (!prompt) return '`conversations` is no list of messages with `from` and `value`';
  const [a, b] = [readShareGpt(own(record, 'chosen'), ['chosen']), readShareGpt(own(record, 'rejected'), ['rejected'])];
  if (!a?.length || !b?.length)
    return `\`${a?.length ? 'rejected' : 'chosen'}\` is no message with \`from\` and \`value\``;
  const system = ownText(record, 'system');
  const before = system ? [textTurn('system', system, ['system'])] : [];
  const { ofA, ofB, strength, used } = scoredSides(record);
  for (const field of ['conversations', 'system']) used.add(field);
  return located(
    { prompt: [...before, ...prompt], a, b },
    {
      label: 'a',
      positioned: false,
      ...(strength !== undefined && { labelStrength: strength }),
      ...recordFacts(record, { used, label: 'a', strength }),
    },
    { ofA, ofB },
  );
}
