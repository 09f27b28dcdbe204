import { flipResult, joinResults, swap } from '../companions.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { type Located, located, textPatches } from '../located.ts';
import { own, ownText } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { hindsightPhrases } from '../targets/hindsight.ts';
import { type Turn, textTurn } from '../turn.ts';

/** Chain of Hindsight as it is exported: segments, with a phrase of feedback before each of two responses. */
export const hindsightFormat: Format = {
  id: 'hindsight',
  name: 'Chain of Hindsight segments',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records have \`segments\` with feedback before two responses`,
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
    return joinResults(
      textPatches(record, result, decision.texts),
      flipResult(decision, () => [swap(['segments', 1, 'text'], ['segments', 3, 'text'])]),
    );
  },
};

/** The four segments: prompt and feedback, response, feedback, response. */
function locate(record: unknown): Located | string {
  const segments = own(record, 'segments');
  const texts = Array.isArray(segments) ? segments.map(segment => ownText(segment, 'text')) : [];
  const [opening, first, between, second] = texts;
  if (
    texts.length !== 4 ||
    opening === undefined ||
    first === undefined ||
    between === undefined ||
    second === undefined
  )
    return '`segments` are not the four of two responses with feedback';
  const { chosen, rejected } = hindsightPhrases;
  const leads = [chosen, rejected].find(phrase => opening.endsWith(phrase));
  if (leads === undefined || between !== `\n\n${leads === chosen ? rejected : chosen}`)
    return '`segments` have no phrase of feedback before each response';
  const end = Math.max(0, opening.length - leads.length - '\n\n'.length);
  const prompt: Turn[] =
    end === 0
      ? []
      : [
          {
            message: { role: 'user', content: opening.slice(0, end) },
            spots: [{ path: ['segments', 0, 'text'], start: 0, end }],
          },
        ];
  const sides = [
    [textTurn('assistant', first, ['segments', 1, 'text'])],
    [textTurn('assistant', second, ['segments', 3, 'text'])],
  ] as const;
  const [a, b] = leads === chosen ? sides : [sides[1], sides[0]];
  const facts = recordFacts(record, { used: new Set(['segments']), label: 'a' });
  return located({ prompt, a, b }, { label: 'a', positioned: false, ...facts });
}
