import type { Comparison } from '../../dataset/comparison.ts';
import { evaluateEdited, type HeldOut } from '../evaluate/evaluateEdited.ts';
import { principleFigures } from '../evaluate/principleFigures.ts';
import type { RuleColumn, Voter } from '../evaluate/ruleColumns.ts';
import { labelled } from '../labelled.ts';
import { shortWording } from '../model/wording.ts';
import type { PrincipleFigures } from '../principlesResult.ts';
import type { EditedConstitution } from './editedConstitution.ts';

/** A rule's figures; its place is that among the checked ones, its gain what the constitution loses without it. */
export interface EditedRuleFigures extends PrincipleFigures {
  /** Null: nobody votes on it. */
  readonly voted: Voter | null;
}

/** What an edited constitution reaches. */
export interface EditedFigures {
  /** Null where no label prefers a response, or no rule is checked. */
  readonly heldOut: Omit<HeldOut, 'gains' | 'weights'> | null;
  /** Along its rules. */
  readonly rules: readonly EditedRuleFigures[];
}

/**
 * Figures of an edited constitution.
 *
 * @param columns along its rules
 * @param suspect places of labels that weights are not fitted to
 */
export function editedFigures(
  comparisons: readonly Comparison[],
  { decides, fitted, rules }: EditedConstitution,
  columns: readonly RuleColumn[],
  { seed, suspect }: { readonly seed: number; readonly suspect: ReadonlySet<number> },
): EditedFigures {
  const { labels, groups } = labelled(comparisons, seed);
  const counting = [...rules.keys()].filter(at => rules[at]!.checked);
  const chosen = {
    columns: counting.map(at => columns[at]!.votes),
    decides,
    weights: fitted ? null : counting.map(at => rules[at]!.weight),
  };
  const evaluated = counting.length === 0 ? null : evaluateEdited(comparisons, chosen, seed, suspect);
  const figures = rules.map(({ id, text, checked }, at): EditedRuleFigures => {
    const { votes, voted } = columns[at]!;
    const origin = voted === null || voted === 'condition' ? 'user' : voted;
    const place = checked ? counting.indexOf(at) : null;
    return {
      ...principleFigures({ id, text, short: shortWording(text), origin }, votes, labels, groups),
      place,
      gain: place === null ? null : (evaluated?.gains[place] ?? 0),
      weight: place === null ? null : (evaluated?.weights[place] ?? 1),
      voted,
    };
  });
  if (evaluated === null) return { heldOut: null, rules: figures };
  const { gains: _, weights: __, ...heldOut } = evaluated;
  return { heldOut, rules: figures };
}
