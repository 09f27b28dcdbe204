import { type LabelCodes, readLabel } from './labels.ts';
import { isObject, own } from './ownValue.ts';

/** Fields that hold an object with a verdict per judge: `{"GPT-4/CoT": "1", "GPT-4/CoT|swap": "2"}`. */
export const judgeFields = ['judges', 'judge_verdicts', 'judge_votes', 'judgments', 'judgements'];

/** Which response a judge preferred, in the record's order of the responses (also where it was shown them swapped). */
export type JudgeSays = 'a' | 'b' | 'tie';

const numbered: LabelCodes = { 1: 'a', 2: 'b' };

/**
 * Verdicts of judges that a record holds, by the names in the record. Values that name no side and no tie are left out.
 *
 * @param codes - codes of the file's own label, which judges usually share; without one of them, 1 and 2 are the sides
 */
export function judgeOpinions(
  record: unknown,
  codes: LabelCodes,
  used: ReadonlySet<string>,
): { readonly field: string; readonly opinions: Readonly<Record<string, JudgeSays>> } | null {
  const field = judgeFields.find(name => !used.has(name) && isObject(own(record, name)));
  if (field === undefined) return null;
  const said = Object.entries(own(record, field) as Readonly<Record<string, unknown>>).flatMap(([judge, value]) => {
    const label = (readLabel(value, codes) ?? readLabel(value, numbered))?.label;
    return label === 'a' || label === 'b' || label === 'tie' ? [[judge, label] as const] : [];
  });
  return said.length === 0 ? null : { field, opinions: Object.fromEntries(said) };
}
