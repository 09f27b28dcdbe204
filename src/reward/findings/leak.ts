import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import { signatureOf, similarity } from '../similar.ts';
import type { Check, Report } from './check.ts';

/** Shorter prompts, in characters, are in every file ("Hello"). */
const shortest = 20;

function plain(text: string): string {
  return text
    .slice(0, 20_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * The prompt is also in another split of the file (its field `split`), or in a given evaluation file, there also nearly so
 * (estimated Jaccard of 4-word shingles at least 0.8).
 */
export const leakCheck: Check = {
  kinds: ['leak'],
  async run({ comparisons, options, pace }, report) {
    const leaked = betweenSplits(comparisons, report);
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
        if (normal.length < shortest) continue;
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
      if (best < 0.8 || leaked.has(i)) continue;
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

/** Reports prompts that occur in several splits; answers the indices reported. */
function betweenSplits(comparisons: readonly Comparison[], report: Report): ReadonlySet<number> {
  const byPrompt = new Map<string, number[]>();
  for (const [i, c] of comparisons.entries()) {
    const prompt = plain(textOf(c.prompt));
    if (typeof c.fields.split !== 'string' || prompt.length < shortest) continue;
    const same = byPrompt.get(prompt);
    if (same) same.push(i);
    else byPrompt.set(prompt, [i]);
  }
  const leaked = new Set<number>();
  for (const rows of byPrompt.values()) {
    for (const i of rows) {
      const elsewhere = rows.filter(other => comparisons[other]!.fields.split !== comparisons[i]!.fields.split);
      const first = comparisons[elsewhere[0] ?? -1];
      if (first === undefined) continue;
      leaked.add(i);
      report(i, {
        kind: 'leak',
        score: 1,
        reason: `The prompt is also in split "${String(first.fields.split).slice(0, 40)}" (line ${first.line}).`,
        figures: { split: String(comparisons[i]!.fields.split), 'other split': String(first.fields.split) },
        related: elsewhere.slice(0, 20).map(other => comparisons[other]!.row),
      });
    }
  }
  return leaked;
}

function bandsOf(signature: Int32Array | null): string[] {
  if (signature === null) return [];
  return Array.from(
    { length: signature.length / 4 },
    (_, band) => `${band}:${signature.subarray(4 * band, 4 * band + 4).join()}`,
  );
}
