import type { InstalledModel } from '../../models/installedModel.ts';
import type { MemberRun } from '../figures.ts';
import type { Output } from './graph.ts';
import { type ModelText, modelRows, type Place, type RunOptions } from './modelRows.ts';
import { OnnxError } from './onnxError.ts';

/**
 * Logits of texts.
 *
 * @param columns - logits that the recipe says a text has
 * @throws OnnxError if the model can't be run or gives another number of them, or the signal's reason
 */
export async function scoreTexts(
  model: InstalledModel,
  place: Place,
  texts: readonly ModelText[],
  columns: number,
  options: RunOptions,
): Promise<{ readonly logits: ReadonlyMap<string, Float32Array>; readonly run: MemberRun }> {
  const reading = {
    wanted: { names: ['logits'], rank: 2 },
    row: ({ data, dims }: Output, row: number): Float32Array => {
      const [, width = 0] = dims;
      if (width !== columns) {
        throw new OnnxError(
          `The graph gives ${width} logits a text, and the recipe says ${columns}. Add the model again.`,
        );
      }
      const logits = data.slice(row * width, (row + 1) * width);
      if (!logits.every(Number.isFinite)) {
        throw new OnnxError(
          'The model gives scores that are not numbers: its file is damaged, or it needs another precision.',
        );
      }
      return logits;
    },
  };
  const { rows, run } = await modelRows(model, place, texts, reading, options);
  return { logits: rows, run };
}
