import { byNames } from './byNames.ts';
import { type LabelCodes, readLabel } from './labels.ts';
import { isObject, type JsonObject } from './ownValue.ts';

/** Fields that hold an object with a verdict per judge: `{"GPT-4/CoT": "1", "GPT-4/CoT|swap": "2"}`. */
export const judgeFields = ['judges', 'judge_verdicts', 'judge_votes', 'judgments', 'judgements'];

/** Which response a judge preferred, in the record's order of the responses (also where it was shown them swapped). */
export type JudgeSays = 'a' | 'b' | 'tie';

const numbered: LabelCodes = { 1: 'a', 2: 'b' };

/** Beginning of a field that holds one judge's verdict, and the ending of that of its run with the responses exchanged. */
const flatJudge = /^judges?[_:./ -](.+)$/i;
const flatSwap = /[|:_ -]\(?swap(?:ped)?\)?$/i;

/**
 * Verdicts of judges that a record holds, by the names in the record: in one object, or in fields of their own. A field of
 * its own counts only where both orders are there (`judge_x` and `judge_x|swap` or `judge_x_swap`): a number of that name
 * might be anything. Values that name no side and no tie are left out.
 *
 * @param codes - codes of the file's own label, which judges usually share; without one of them, 1 and 2 are the sides
 */
export function judgeOpinions(
  record: unknown,
  codes: LabelCodes,
  used: ReadonlySet<string>,
): { readonly opinions: Readonly<Record<string, JudgeSays>> } | null {
  if (!isObject(record)) return null;
  const { together, alone } = fieldsOfJudges(record);
  if (together.length === 0 && alone.length === 0) return null;
  const field = together.find(name => !used.has(name) && isObject(record[name]));
  const runs = field === undefined ? flatRuns(record, alone, used) : Object.entries(record[field] as object);
  const said = runs.flatMap(([judge, value]: readonly [string, unknown]) => {
    const label = (readLabel(value, codes) ?? readLabel(value, numbered))?.label;
    return label === 'a' || label === 'b' || label === 'tie' ? [[judge, label] as const] : [];
  });
  return said.length === 0 ? null : { opinions: Object.fromEntries(said) };
}

/** Fields of a record that may hold the verdicts of all judges, and those that may hold the verdict of one. */
const fieldsOfJudges = byNames(names => ({
  together: judgeFields.filter(name => names.includes(name)),
  alone: names.flatMap(name => {
    const judge = flatJudge.exec(name)?.[1];
    return judge === undefined ? [] : [{ name, judge }];
  }),
}));

/** Runs of judges in fields of their own, by what follows the beginning. */
function flatRuns(
  record: JsonObject,
  fields: readonly { readonly name: string; readonly judge: string }[],
  used: ReadonlySet<string>,
): (readonly [string, unknown])[] {
  const runs = new Map<string, unknown>();
  for (const { name, judge } of fields) {
    const value = record[name];
    if (!used.has(name) && (typeof value === 'string' || typeof value === 'number')) runs.set(judge, value);
  }
  return [...runs].filter(([judge]) => {
    const base = judge.replace(flatSwap, '');
    return base !== judge
      ? runs.has(base)
      : [...runs.keys()].some(other => other !== judge && other.replace(flatSwap, '') === judge);
  });
}
