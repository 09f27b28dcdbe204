import type { Action, BatchAction } from './action.ts';
import { type Decision, isUndecided, judgementOf, undecided } from './decision.ts';

/** The decisions about a dataset: row (0-based) to decision. Rows without one are not in the map. */
export type Decisions = ReadonlyMap<number, Decision>;

/** The decision about a row, `undecided` where there is none. */
export function decisionAt(decisions: Decisions, row: number): Decision {
  return decisions.get(row) ?? undecided;
}

/** Decisions after the action. Pure: the argument is not changed. */
export function apply(decisions: Decisions, action: Action): Decisions {
  const next = new Map(decisions);
  applyTo(next, action);
  return next;
}

/** As `apply`, but changes the map in place: for documents whose map must not be copied at every key. */
export function applyTo(decisions: Map<number, Decision>, action: Action): void {
  if (action.type === 'batch') {
    for (const step of action.actions) applyTo(decisions, step);
    return;
  }
  const changed = change(decisionAt(decisions, action.row), action);
  if (isUndecided(changed)) decisions.delete(action.row);
  else decisions.set(action.row, changed);
}

/** The action that takes `action` back when it is applied to the state that follows `decisions`. */
export function invert(decisions: Decisions, action: Action): Action {
  if (action.type === 'batch') return invertBatch(decisions, action);
  const before = decisionAt(decisions, action.row);
  const { row } = action;
  const at = before.at;
  switch (action.type) {
    case 'verdict':
      return { type: 'verdict', row, at, ...judgementOf(before) };
    case 'note':
      return { type: 'note', row, at, note: before.note };
    case 'tags':
      return { type: 'tags', row, at, tags: before.tags };
    case 'text':
      return { type: 'text', row, at, ref: action.ref, text: before.texts[action.ref] ?? null };
  }
}

/** The rows that an action touches, each once, in the order of first touch. */
export function rowsOf(action: Action): number[] {
  const rows = new Set<number>();
  const visit = (a: Action): void => {
    if (a.type === 'batch') a.actions.forEach(visit);
    else rows.add(a.row);
  };
  visit(action);
  return [...rows];
}

function invertBatch(decisions: Decisions, batch: BatchAction): Action {
  const state = new Map(decisions);
  const inverses: Action[] = [];
  for (const step of batch.actions) {
    inverses.unshift(invert(state, step));
    applyTo(state, step);
  }
  return { type: 'batch', actions: inverses };
}

function change(before: Decision, action: Exclude<Action, BatchAction>): Decision {
  const { at } = action;
  switch (action.type) {
    case 'verdict':
      return { ...before, at, ...judgementOf(action) };
    case 'note':
      return { ...before, at, note: action.note };
    case 'tags':
      return { ...before, at, tags: [...action.tags] };
    case 'text': {
      const texts = { ...before.texts };
      if (action.text === null) delete texts[action.ref];
      else texts[action.ref] = action.text;
      return { ...before, at, texts };
    }
  }
}
