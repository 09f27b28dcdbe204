import { joinResults } from '../companions.ts';
import type { Detection, Format, ReadResult, WriteResult } from '../format.ts';
import { labelOfScores } from '../labelOfScores.ts';
import { type Located, textPatches } from '../located.ts';
import { locateMapped } from '../mappedRecord.ts';
import { asNumber, own } from '../ownValue.ts';

const map = { a: 'answer_0', b: 'answer_1', scoreA: 'score_0', scoreB: 'score_1' } as const;

/** WebGPT comparisons: two answers with scores; the higher one is better, equal ones are a tie. */
export const webGptFormat: Format = {
  id: 'webgpt',
  name: 'WebGPT comparisons (answer_0, answer_1, score_0, score_1)',

  detect(samples): Detection {
    const readable = samples.filter(sample => typeof locate(sample) !== 'string').length;
    if (readable === 0) return { score: 0, reasons: [] };
    return {
      score: readable / samples.length,
      reasons: [`${readable} of ${samples.length} sampled records have two answers with scores; equal scores are ties`],
    };
  },

  read(record): ReadResult {
    const found = locate(record);
    return typeof found === 'string'
      ? { ok: false, reason: found, cure: 'Correct the record in a text editor' }
      : { ok: true, comparison: found.comparison };
  },

  write(record, comparison, decision): WriteResult {
    const found = locate(record);
    if (typeof found === 'string') return { patches: [], notExpressed: [] };
    const { verdict } = decision;
    const held = verdict === null || verdict === 'drop' || verdict === 'later' || verdict === comparison.label;
    return joinResults(textPatches(record, found, decision.texts), {
      patches: [],
      notExpressed: held ? [] : ['the label, which follows from the scores'],
    });
  },
};

function locate(record: unknown): Located | string {
  const prompt = own(own(record, 'question'), 'full_text') === undefined ? 'question' : 'question.full_text';
  const [scoreA, scoreB] = [asNumber(own(record, 'score_0')), asNumber(own(record, 'score_1'))];
  if (scoreA === undefined || scoreB === undefined) return 'the record has no numbers `score_0` and `score_1`';
  const found = locateMapped(record, { ...map, prompt });
  if (typeof found === 'string') return found;
  const comparison = { ...found.comparison, ...labelOfScores(scoreA, scoreB), positioned: true };
  return { ...found, comparison };
}
