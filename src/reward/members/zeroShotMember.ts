import type { ModelText, Place } from '../onnx/modelRows.ts';
import { OnnxError } from '../onnx/onnxError.ts';
import { type RewardModelFiles, type RewardText, rewardText, sidesOf } from '../onnx/rewardTexts.ts';
import { scoreTexts } from '../onnx/scoreTexts.ts';
import { Pace } from '../pace.ts';
import type { RewardModel, RewardTask } from '../rewardModel.ts';
import { orWhy } from './orWhy.ts';

/**
 * A reward model as it is, trained by others: r = sum over objectives of weight times logit, margin = r(a) - r(b). Learns
 * nothing from the dataset's labels.
 */
export function zeroShotMember(model: RewardModelFiles, place: Place): RewardModel {
  return {
    id: model.id,
    name: model.name,
    kind: 'zero-shot',
    learns: false,
    margins: task =>
      orWhy(task.signal, async () => {
        const recipe = model.recipe;
        const { texts, sides } = await textsOf(task, await rewardText(model));
        const { logits, run } = await scoreTexts(model, place, texts, recipe.objectives.length, task);
        const parts = recipe.objectives.map(({ name, weight }, k) => {
          const logit = (text: ModelText | null): number => (text === null ? Number.NaN : logits.get(text.key)![k]!);
          return { name, margins: Float64Array.from(sides, ([a, b]) => weight * (logit(a) - logit(b))) };
        });
        const margins = Float64Array.from(sides, (_, i) => parts.reduce((sum, part) => sum + part.margins[i]!, 0));
        task.keep?.({ kind: 'given', member: model.id });
        return { margins, run, ...(parts.length > 1 ? { objectives: parts } : {}) };
      }),
  };
}

/** Texts of both sides of each comparison; null for those that the template refuses. @throws OnnxError if it refuses all */
async function textsOf(
  { comparisons, signal }: RewardTask,
  make: RewardText,
): Promise<{ texts: ModelText[]; sides: (readonly [ModelText | null, ModelText | null])[] }> {
  const pace = new Pace(signal);
  const sides: (readonly [ModelText | null, ModelText | null])[] = [];
  let refused: OnnxError | null = null;
  for (const comparison of comparisons) {
    const [a = null, b = null] = sidesOf(comparison).map(([prompt, response]) => {
      try {
        return make(prompt, response);
      } catch (error) {
        if (!(error instanceof OnnxError)) throw error;
        refused = error;
        return null;
      }
    });
    sides.push([a, b]);
    await pace.step();
  }
  const texts = sides.flat().filter(text => text !== null);
  if (texts.length === 0 && refused !== null) throw refused;
  return { texts, sides };
}
