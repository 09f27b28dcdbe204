import { flipResult, joinResults, swap } from '../companions.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { type Located, located, textPatches } from '../located.ts';
import { own, ownAt } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { readTurns } from '../turn.ts';

/**
 * OpenAI's preference format, which Azure, Together and Fireworks share: `input.messages`, `preferred_output` and
 * `non_preferred_output` as message lists, tool calls included.
 */
export const openaiFormat: Format = {
  id: 'openai',
  name: 'OpenAI preference (preferred_output, non_preferred_output)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records have \`input.messages\`, \`preferred_output\` and \`non_preferred_output\``,
      ],
    };
  },

  read(record): ReadResult {
    const result = locate(record);
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the line in a text editor' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, _comparison, decision): WriteResult {
    const result = locate(record);
    if (typeof result === 'string') return { patches: [], notExpressed: [] };
    const texts = textPatches(record, result, decision.texts);
    return joinResults(
      texts,
      flipResult(decision, () => [swap(['preferred_output'], ['non_preferred_output'])]),
    );
  },
};

function locate(record: unknown): Located | string {
  const prompt = readTurns(ownAt(record, ['input', 'messages']), ['input', 'messages']);
  if (!prompt) return '`input.messages` is no list of messages with role and content';
  const a = readTurns(own(record, 'preferred_output'), ['preferred_output']);
  const b = readTurns(own(record, 'non_preferred_output'), ['non_preferred_output']);
  if (!a || !b)
    return `\`${a ? 'non_preferred_output' : 'preferred_output'}\` is no list of messages with role and content`;
  const used = new Set(['input', 'preferred_output', 'non_preferred_output']);
  return located({ prompt, a, b }, { label: 'a', positioned: false, ...recordFacts(record, { used, label: 'a' }) });
}
