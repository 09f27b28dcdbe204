import type { Action, BatchAction } from '../../edits/action.ts';
import type { Decision, TextRef } from '../../edits/decision.ts';

/** One step of the undo stack that makes each row's decision what was recovered. */
export function recoverAction(recovered: readonly (readonly [number, Decision])[]): BatchAction {
  return { type: 'batch', actions: recovered.flatMap(([row, decision]) => actionsOf(row, decision)) };
}

function actionsOf(row: number, { verdict, blind, note, tags, texts, at }: Decision): Action[] {
  const edits = Object.entries(texts) as [TextRef, string][];
  return [
    { type: 'verdict', row, at, verdict, blind },
    { type: 'note', row, at, note },
    { type: 'tags', row, at, tags },
    ...edits.map(([ref, text]): Action => ({ type: 'text', row, at, ref, text })),
  ];
}
