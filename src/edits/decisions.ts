import type { Action, BatchAction, Change, RowsAction } from './action.ts';
import { type Decision, isUndecided, judgementOf, undecided } from './decision.ts';
import { invertReview } from './reviewAction.ts';

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
  if (action.type === 'rows') for (const row of action.rows) changeRow(decisions, row, action.change);
  else if (action.type === 'review') for (const { row, after } of action.rows) holdAt(decisions, row, after);
  else changeRow(decisions, action.row, action);
}

/** The action that takes `action` back when it is applied to the state that follows `decisions`. */
export function invert(decisions: Decisions, action: Action): Action {
  if (action.type === 'batch') return invertBatch(decisions, action);
  if (action.type === 'rows') return invertRows(decisions, action);
  if (action.type === 'review') return invertReview(action);
  return { ...inverseChange(decisionAt(decisions, action.row), action), row: action.row };
}

/** The rows whose decisions an action may change, each once, in the order of first change. */
export function rowsOf(action: Action): number[] {
  const rows = new Set<number>();
  const visit = (a: Action): void => {
    if (a.type === 'batch') a.actions.forEach(visit);
    else if (a.type === 'rows') for (const row of a.rows) rows.add(row);
    else if (a.type === 'review') for (const { row } of a.rows) rows.add(row);
    else rows.add(a.row);
  };
  visit(action);
  return [...rows];
}

function invertBatch(decisions: Decisions, batch: BatchAction): Action {
  const state = new Map(decisions);
  const inverses: Action[] = [];
  for (const step of batch.actions) {
    inverses.push(invert(state, step));
    applyTo(state, step);
  }
  return { type: 'batch', actions: inverses.reverse() };
}

/** Rows that were alike before share one action. */
function invertRows(decisions: Decisions, { rows, change }: RowsAction): Action {
  const groups = new Map<string, { readonly change: Change; readonly rows: number[] }>();
  // Most rows share one decision, the empty one.
  let last: { readonly before: Decision; readonly rows: number[] } | undefined;
  for (const row of rows) {
    const before = decisionAt(decisions, row);
    if (last === undefined || last.before !== before) {
      const inverse = inverseChange(before, change);
      const key = JSON.stringify(inverse);
      const group = groups.get(key) ?? { change: inverse, rows: [] };
      groups.set(key, group);
      last = { before, rows: group.rows };
    }
    last.rows.push(row);
  }
  const actions = [...groups.values()].map((group): RowsAction => ({ type: 'rows', ...group }));
  const [only] = actions;
  return actions.length === 1 && only !== undefined ? only : { type: 'batch', actions };
}

/** What takes a change back from a row that was decided on like this before it. */
function inverseChange(before: Decision, change: Change): Change {
  const { at } = before;
  switch (change.type) {
    case 'verdict':
      return { type: 'verdict', at, ...judgementOf(before) };
    case 'again':
      return { type: 'again', at, verdict: before.again ?? null };
    case 'note':
      return { type: 'note', at, note: before.note };
    case 'tags':
      return { type: 'tags', at, tags: before.tags };
    case 'text':
      return { type: 'text', at, ref: change.ref, text: before.texts[change.ref] ?? null };
    case 'addition':
      return { type: 'addition', at, addition: before.added ?? null };
  }
}

function changeRow(decisions: Map<number, Decision>, row: number, change: Change): void {
  holdAt(decisions, row, changedBy(decisionAt(decisions, row), change));
}

function holdAt(decisions: Map<number, Decision>, row: number, decision: Decision | null): void {
  if (decision === null || isUndecided(decision)) decisions.delete(row);
  else decisions.set(row, decision);
}

function changedBy(before: Decision, action: Change): Decision {
  const { at } = action;
  switch (action.type) {
    case 'verdict':
      return { ...before, at, ...judgementOf(action) };
    case 'again': {
      const { again: _, ...rest } = before;
      return action.verdict === null ? { ...rest, at } : { ...rest, at, again: action.verdict };
    }
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
    case 'addition': {
      const { added: _, ...rest } = before;
      return action.addition === null ? { ...rest, at } : { ...rest, at, added: action.addition };
    }
  }
}
