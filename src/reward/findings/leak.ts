import { textOf } from '../../dataset/comparison.ts';
import { signatureOf, similarity } from '../similar.ts';
import type { Check } from './check.ts';

function plain(text: string): string {
  return text
    .slice(0, 20_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The prompt is also in a given evaluation file, or nearly so (estimated Jaccard of 4-word shingles at least 0.8). */
export const leakCheck: Check = {
  kinds: ['leak'],
  async run({ comparisons, options, pace }, report) {
    const evaluation = options.evaluationPrompts ?? [];
    if (evaluation.length === 0) return;
    const exact = new Map(evaluation.map((text, i) => [plain(text), i]));
    const signatures = evaluation.map(signatureOf);
    const bands = new Map<string, number[]>();
    for (const [i, signature] of signatures.entries()) {
      for (const key of bandsOf(signature)) bands.set(key, [...(bands.get(key) ?? []), i]);
    }
    for (const [i, c] of comparisons.entries()) {
      await pace.step();
      const turns = [textOf(c.prompt), ...c.prompt.filter(m => m.role === 'user').map(m => m.content)];
      let best = 0;
      let which = -1;
      for (const turn of turns) {
        const normal = plain(turn);
        // A word or two ("Hello") is in every file.
        if (normal.length < 20) continue;
        const same = exact.get(normal);
        if (same !== undefined) {
          best = 1;
          which = same;
          break;
        }
        const signature = signatureOf(turn);
        for (const key of bandsOf(signature)) {
          for (const candidate of (bands.get(key) ?? []).slice(0, 20)) {
            const alike = similarity(signature!, signatures[candidate]!);
            if (alike > best) {
              best = alike;
              which = candidate;
            }
          }
        }
      }
      if (best < 0.8) continue;
      report(i, {
        kind: 'leak',
        score: best,
        reason:
          best === 1
            ? `The prompt is also prompt ${which + 1} of the evaluation file.`
            : `The prompt is nearly the same as prompt ${which + 1} of the evaluation file.`,
        figures: { 'evaluation prompt': which + 1, similarity: Math.round(best * 100) / 100 },
      });
    }
  },
};

function bandsOf(signature: Int32Array | null): string[] {
  if (signature === null) return [];
  return Array.from(
    { length: signature.length / 4 },
    (_, band) => `${band}:${signature.subarray(4 * band, 4 * band + 4).join()}`,
  );
}
