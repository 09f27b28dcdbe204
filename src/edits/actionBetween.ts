import type { Action, BatchAction } from './action.ts';
import { type Decision, judgementOf, type TextRef } from './decision.ts';

/** One step that turns a row's decision from `before` into `after`, whatever either holds. */
export function actionBetween(row: number, before: Decision, after: Decision): BatchAction {
  const { note, tags, at } = after;
  const refs = new Set([...Object.keys(before.texts), ...Object.keys(after.texts)] as TextRef[]);
  return {
    type: 'batch',
    actions: [
      ...(before.added === after.added
        ? []
        : [{ type: 'addition', row, at, addition: after.added ?? null } satisfies Action]),
      { type: 'verdict', row, at, ...judgementOf(after) },
      ...(before.again === after.again
        ? []
        : [{ type: 'again', row, at, verdict: after.again ?? null } satisfies Action]),
      { type: 'note', row, at, note },
      { type: 'tags', row, at, tags },
      ...[...refs].map((ref): Action => ({ type: 'text', row, at, ref, text: after.texts[ref] ?? null })),
    ],
  };
}
