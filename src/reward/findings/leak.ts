import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import type { Pace } from '../pace.ts';
import { plainWords } from '../plainWords.ts';
import { sentence } from '../reason.ts';
import { signatureOf, similarity } from '../similar.ts';
import type { Check, Report } from './check.ts';

/** Shorter prompts, in characters, are in every file ("Hello"). */
const shortest = 20;

/**
 * The prompt is also in another split of the file (its field `split`), or in a given evaluation file, there also nearly so
 * (estimated Jaccard of 4-word shingles at least 0.8).
 */
export const leakCheck: Check = {
  kinds: ['leak'],
  async run({ comparisons, options, pace }, report) {
    const leaked = await betweenSplits(comparisons, report, pace);
    const evaluation = options.evaluationPrompts ?? [];
    if (evaluation.length === 0) return;
    const exact = new Map(evaluation.map((text, i) => [plainWords(text), i]));
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
        const normal = plainWords(turn);
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
            ? sentence`The prompt is also prompt ${which + 1} of the evaluation file.`
            : sentence`The prompt is nearly the same as prompt ${which + 1} of the evaluation file.`,
        figures: { 'evaluation prompt': which + 1, similarity: Math.round(best * 100) / 100 },
      });
    }
  },
};

/** Other comparisons that a leak names. */
const mostRelated = 20;

/** Reports prompts that occur in several splits; answers the indices reported. */
async function betweenSplits(comparisons: readonly Comparison[], report: Report, pace: Pace): Promise<Set<number>> {
  const bySplit = new Map<string, Map<string, number[]>>();
  for (const [i, c] of comparisons.entries()) {
    await pace.step();
    const { split } = c.fields;
    const prompt = plainWords(textOf(c.prompt));
    if (typeof split !== 'string' || prompt.length < shortest) continue;
    const splits = bySplit.get(prompt) ?? new Map<string, number[]>();
    bySplit.set(prompt, splits);
    const rows = splits.get(split);
    if (rows) rows.push(i);
    else splits.set(split, [i]);
  }
  const leaked = new Set<number>();
  for (const splits of bySplit.values()) {
    if (splits.size < 2) continue;
    for (const [split, rows] of splits) {
      const elsewhere = [...splits]
        .filter(([other]) => other !== split)
        .flatMap(([, there]) => there.slice(0, mostRelated));
      const first = comparisons[elsewhere[0]!]!;
      const other = String(first.fields.split).slice(0, 40);
      const related = elsewhere.slice(0, mostRelated).map(i => comparisons[i]!.row);
      for (const i of rows) {
        await pace.step();
        leaked.add(i);
        const reason = sentence`The prompt is also in split "${other}" (line ${first.line}).`;
        report(i, { kind: 'leak', score: 1, reason, figures: { split, 'other split': other }, related });
      }
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
