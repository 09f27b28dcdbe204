import { flipResult, joinResults, swap } from '../companions.ts';
import type { Detection, Format, JsonPath, ReadResult, WriteResult } from '../format.ts';
import { type Located, located, textPatches } from '../located.ts';
import { own } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { readTurns, type Turn, textTurn } from '../turn.ts';

/** ms-swift: `messages` that end with the chosen answer, and `rejected_response`, a text or a message list. */
export const msSwiftFormat: Format = {
  id: 'ms-swift',
  name: 'ms-swift preference (messages, rejected_response)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records have \`messages\` that end with the chosen answer, and \`rejected_response\``,
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
    const patches = result.exchange;
    if (!patches && decision.verdict === 'b')
      return joinResults(textPatches(record, result, decision.texts), {
        patches: [],
        notExpressed: ['that the other response is better'],
      });
    return joinResults(
      textPatches(record, result, decision.texts),
      flipResult(decision, () => (patches ? [swap(patches[0], patches[1])] : [])),
    );
  },
};

interface Exchangeable extends Located {
  /** Where the two answers stand, if each is one value that can stand in the other's place. */
  readonly exchange: readonly [JsonPath, JsonPath] | null;
}

function locate(record: unknown): Exchangeable | string {
  const dialogue = readTurns(own(record, 'messages'), ['messages']);
  if (dialogue?.at(-1)?.message.role !== 'assistant') return '`messages` is no dialogue that ends with the assistant';
  const rejected = own(record, 'rejected_response');
  const text = typeof rejected === 'string';
  const b: readonly Turn[] | null = text
    ? [textTurn('assistant', rejected, ['rejected_response'])]
    : readTurns(rejected, ['rejected_response']);
  if (!b || b.length === 0) return '`rejected_response` is neither a text nor messages';
  const cut = dialogue.length - 1;
  const path = dialogue[cut]!.spots[0]?.path;
  const found = located(
    { prompt: dialogue.slice(0, cut), a: dialogue.slice(cut), b },
    {
      label: 'a',
      positioned: false,
      ...recordFacts(record, { used: new Set(['messages', 'rejected_response']), label: 'a' }),
    },
  );
  return { ...found, exchange: text && path ? [path, ['rejected_response']] : null };
}
