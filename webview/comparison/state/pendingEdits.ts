import { type ReadonlySignal, signal } from '@preact/signals';
import type { Action } from '../../../src/edits/action.ts';
import { type Decision, judgement, undecided, type Verdict } from '../../../src/edits/decision.ts';
import { applyTo, decisionAt, rowsOf } from '../../../src/edits/decisions.ts';
import type { Unconfirmed } from '../../../src/protocol/webview.ts';

/** Edits that were drawn but that the host has not confirmed, or that the page has not read back, oldest first. */
export class PendingEdits {
  readonly #actions = signal<readonly Action[]>([]);
  readonly #confirmed = signal<readonly Action[]>([]);

  get actions(): ReadonlySignal<readonly Action[]> {
    return this.#actions;
  }

  add(action: Action): void {
    this.#actions.value = [...this.#actions.value, action];
  }

  /** The host has the action; the file's own answer may not be here yet. */
  confirm(action: Action): void {
    this.#confirmed.value = [...this.#confirmed.value, action];
  }

  /** The action is confirmed and read back, or refused: from now on the file's own answer counts. */
  remove(action: Action): void {
    this.#actions.value = this.#actions.value.filter(other => other !== action);
    this.#confirmed.value = this.#confirmed.value.filter(other => other !== action);
  }

  /** Rows with edits that the host has not confirmed, each with the time of the last of them. */
  get unconfirmed(): readonly Unconfirmed[] {
    const times = new Map<number, string>();
    const note = (action: Action): void => {
      if (action.type === 'batch') action.actions.forEach(note);
      else if (action.type === 'rows') for (const row of action.rows) times.set(row, action.change.at);
      else if (action.type !== 'review') times.set(action.row, action.at);
    };
    for (const action of this.#actions.value) if (!this.#confirmed.value.includes(action)) note(action);
    return [...times].map(([row, at]) => ({ row, at }));
  }

  has(row: number): boolean {
    return this.#actions.value.some(action => rowsOf(action).includes(row));
  }

  /** A row's verdict with the pending ones on top, where nothing else is known of the row. */
  verdict(row: number, verdict: Verdict | null): Verdict | null {
    return this.over(row, { ...undecided, ...judgement(verdict, 'seen') }).verdict;
  }

  /** A row's decision with the pending edits on top. */
  over(row: number, decision: Decision): Decision {
    const actions = this.#actions.value.filter(action => rowsOf(action).includes(row));
    if (actions.length === 0) return decision;
    const decisions = new Map([[row, decision]]);
    for (const action of actions) applyTo(decisions, action);
    return decisionAt(decisions, row);
  }
}
