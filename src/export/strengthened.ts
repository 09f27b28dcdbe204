import type { Comparison } from '../dataset/comparison.ts';
import { ExportError } from './exportError.ts';
import { softLabelOf, withMargins } from './strengths.ts';
import type { TrainingChoice, TrainingSource } from './trainingExport.ts';

/** Comparisons as they are written, with what was made of margins and soft labels. */
export interface Strengthened {
  readonly comparisons: readonly Comparison[];
  /** Adds its soft label to a comparison's record; null: none is wanted. */
  readonly soft: ((comparisons: readonly Comparison[], record: object) => object) | null;
  /** Sentences. */
  readonly remarks: readonly string[];
}

/** Targets whose readers leave a further column alone. */
const takesColumns = ['trl', 'trl-text', 'trl-implicit', 'margin'];

/**
 * Gives comparisons the margins and soft labels that were asked for.
 *
 * @throws ExportError where the target has no place for them, or where they are not known
 */
export function strengthened(
  comparisons: readonly Comparison[],
  { audit, decisions }: TrainingSource,
  { target, margin, softLabel }: TrainingChoice,
): Strengthened {
  const audited = new Map((audit?.rows ?? []).map(row => [row.row, row]));
  const remarks: string[] = [];
  let list = comparisons;
  if (margin !== undefined && target?.id !== 'margin')
    throw new ExportError('Margins are written for reward models only: export with the format "margin".');
  if (target?.id === 'margin' && margin !== 'preference-strength') {
    const without = comparisons.filter(({ labelStrength }) => labelStrength === undefined).length;
    remarks.push(
      `Margins are the label strengths of the source; ${without} of ${list.length} have none, and 0 is written.`,
    );
  }
  if (margin === 'preference-strength') {
    if (audit === null) throw new ExportError('Margins from preference strength need an audit.');
    const set = withMargins(comparisons, audited);
    if (set.without === comparisons.length)
      throw new ExportError('The audit knows no preference strength of these comparisons. Use the label strength.');
    list = set.comparisons;
    remarks.push(
      `Margins are preference strengths (logits) of the reward ensemble, out of fold (adaptive margin, arXiv 2401.06080). 0 is written for ${set.without} comparisons without one and for ${set.negative} where the ensemble prefers the other response.`,
    );
  }
  if (softLabel !== true) return { comparisons: list, soft: null, remarks };
  if (target === null || !takesColumns.includes(target.id))
    throw new ExportError(`Soft labels can be written as ${takesColumns.join(', ')} only.`);
  if (audit === null) throw new ExportError('Soft labels need an audit.');
  const { flipRate } = audit.figures;
  if (!flipRate.known) {
    throw new ExportError(
      `Soft labels can't be given, because the share of wrong labels is not known. ${flipRate.why} Margins from preference strength need no such share.`,
    );
  }
  const values = new Map(list.map(one => [one, softLabelOf(one, audited.get(one.row), decisions.get(one.row))]));
  const unknown = [...values.values()].filter(value => value === null).length;
  if (unknown === list.length) throw new ExportError('The audit judged none of these labels, so none can be softened.');
  remarks.push(
    `The column soft_label is the probability that the chosen response is the better one: 1 - p_wrong, 1 where a reviewer settled it. ${unknown} comparisons that nobody judged are written with 1 - the flip rate of the source. No trainer here reads it by itself: it is for a loss of your own, -(s log sigmoid(h) + (1 - s) log sigmoid(-h)).`,
  );
  const prior = Number((1 - flipRate.rate).toFixed(4));
  return {
    comparisons: list,
    soft: ([one], record) => ({ ...record, soft_label: values.get(one!) ?? prior }),
    remarks,
  };
}
