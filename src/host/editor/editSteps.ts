import { randomUUID } from 'node:crypto';
import type { Action } from '../../edits/action.ts';
import { isAdded } from '../../edits/addition.ts';
import type { Decision } from '../../edits/decision.ts';
import { applyTo, type Decisions, invert, rowsOf } from '../../edits/decisions.ts';
import { applyProgress, applyRequest } from '../../protocol/deciding.ts';
import type { Recovered } from '../../protocol/recovery.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import type { DocumentEdit, Watch } from './documentTypes.ts';
import { recoverAction } from './recovery.ts';
import { SavePoint } from './savePoint.ts';
import type { Turns } from './turns.ts';

/** Of more rows than this, pages are told that any may look different. */
const manyRows = 1000;

/** What steps need of their document. */
export interface StepsOwner {
  /** Id of the document in the engine. */
  readonly doc: string;
  readonly engine: Pick<EngineClient, 'requestWithProgress'>;
  /** Those of the document: an undo waits for what was asked before it. */
  readonly turns: Turns;
  /** Puts a step on VS Code's undo stack. */
  recorded(step: DocumentEdit): void;
  /** Rows look different now; null: any may. */
  changed(rows: readonly number[] | null): void;
}

/**
 * The decisions of a document, and the steps that change them, each done here, then in the engine's journal, and with its
 * inverse on the undo stack. Whoever calls `take` or `recovered` has the turn of the document.
 */
export class EditSteps {
  private readonly decided = new Map<number, Decision>();
  private readonly savePoint = new SavePoint();
  /** Grows when rows may have moved: older steps can no longer be undone. */
  private generation = 0;

  constructor(private readonly owner: StepsOwner) {}

  get decisions(): Decisions {
    return this.decided;
  }

  /** Whether a step was done, or undone, since the last save. */
  get dirty(): boolean {
    return this.savePoint.dirty;
  }

  /** @returns whether rows are still those of now, whenever it is called */
  rowsOfNow(): () => boolean {
    const { generation } = this;
    return () => generation === this.generation;
  }

  /** Takes over all decisions, as the engine tells them. */
  hold(decisions: Iterable<readonly [row: number, decision: Decision]>): void {
    this.decided.clear();
    for (const [row, decision] of decisions) this.decided.set(row, decision);
  }

  /** What is decided now is on disk. */
  saved(): void {
    this.savePoint.save();
  }

  /** Rows are others from now on: the steps so far do nothing any more. */
  rowsMoved(): void {
    this.generation++;
  }

  /** Does an action and puts it on the undo stack; settles when the journal has it. If that fails, nothing has changed. */
  async take(action: Action, label: string, watch: Watch): Promise<void> {
    const inverse = invert(this.decided, action);
    if (watch.token !== undefined || watch.report !== undefined) {
      // It may take long, and be cancelled.
      await this.perform(action, inverse, watch);
      this.record(action, inverse, label);
      return;
    }
    // On the undo stack before anything shows that it is done: an undo that follows at once would take back the step before.
    const failed = this.record(action, inverse, label);
    try {
      await this.perform(action, inverse);
    } catch (error) {
      failed();
      throw error;
    }
  }

  /** Puts what the engine brought back of a journal on the undo stack, and all anew on the pages. */
  recovered(recovered: Recovered): void {
    const action = recoverAction(this.decided, recovered);
    if (action !== null) {
      const inverse = invert(this.decided, action);
      applyTo(this.decided, action);
      this.record(action, inverse, 'Recover Decisions');
    }
    this.owner.changed(null);
  }

  private async perform(action: Action, inverse: Action, { token, report }: Watch = {}): Promise<void> {
    // Held here first: should the engine crash now, it is reopened with this action and the answer is still right.
    applyTo(this.decided, action);
    const sameRows = this.rowsOfNow();
    try {
      const progress = { type: applyProgress, token: randomUUID(), report: report ?? (() => undefined) };
      const named = report === undefined ? {} : { progress: progress.token };
      const params = { doc: this.owner.doc, action, ...named };
      await this.owner.engine.requestWithProgress(applyRequest, params, progress, token, sameRows);
    } catch (error) {
      if (sameRows()) applyTo(this.decided, inverse);
      throw error;
    }
    const rows = rowsOf(action);
    // Where a comparison comes or goes, all behind it have other places.
    this.owner.changed(rows.length > manyRows || rows.some(isAdded) ? null : rows);
  }

  /** Puts a step on the undo stack. What it answers is called if it could not be done: the step then does nothing. */
  private record(action: Action, inverse: Action, label: string): () => void {
    const sameRows = this.rowsOfNow();
    const before = this.savePoint.current;
    const after = this.savePoint.advance();
    let done = true;
    const step = async (forward: Action, back: Action, place: symbol) =>
      this.owner.turns.run(async () => {
        if (done && sameRows()) await this.perform(forward, back);
        this.savePoint.moveTo(place);
      });
    this.owner.recorded({
      label,
      undo: () => step(inverse, action, before),
      redo: () => step(action, inverse, after),
    });
    return () => {
      done = false;
      if (this.savePoint.current === after) this.savePoint.moveTo(before);
    };
  }
}
