import type { Action } from '../../edits/action.ts';
import type { Decision, Verdict } from '../../edits/decision.ts';
import { modelText } from './modelText.ts';

/** Verdicts in words, as the user is asked about them. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  a: 'Response A is better',
  b: 'Response B is better',
  tie: 'Both responses are equally good',
  both_bad: 'Both responses are bad',
  drop: 'Drop the comparison',
  later: 'Look at it later',
};

/** Tags that say which verdict an agent gave: `agent:a`. */
const agentTag = /^agent:/;
/** Characters of a reason that are kept. */
const reasonCap = 500;

/**
 * The one step that gives an agent's verdict: the verdict as one with the findings in view, the tag `agent:` with what it
 * was, and the reason as a line of the note. The tag stays true if a person judges otherwise later.
 *
 * @param before - what was decided about the row
 */
export function agentVerdict(
  before: Decision | undefined,
  { row, verdict, reason, at }: { row: number; verdict: Verdict; reason: string; at: string },
): Action {
  const tags = [...(before?.tags ?? []).filter(tag => !agentTag.test(tag)), `agent:${verdict}`];
  const said = `Agent: ${modelText(reason, reasonCap).replaceAll(/\s+/g, ' ').trim()}`;
  const note = before === undefined || before.note === '' ? said : `${before.note}\n${said}`;
  return {
    type: 'batch',
    actions: [
      { type: 'verdict', row, verdict, given: 'seen', at },
      { type: 'tags', row, tags, at },
      { type: 'note', row, note, at },
    ],
  };
}
