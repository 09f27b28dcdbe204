import type { EditedConstitution } from './editedConstitution.ts';

/** A step that was made: what it is called, and what there was before it (or after it, for one that was undone). */
export interface EditStep {
  readonly what: string;
  /** Null: as the audit selected it. */
  readonly constitution: EditedConstitution | null;
}

/** A constitution with the steps that led to it and those that were undone. Plain JSON. */
export interface EditHistory {
  /** Null: as the audit selected it; it follows every new audit. */
  readonly present: EditedConstitution | null;
  /** Oldest first. */
  readonly past: readonly EditStep[];
  /** The one that redo makes first is last. */
  readonly future: readonly EditStep[];
}

/** Steps that can be undone. */
const mostSteps = 50;

export const noEdits: EditHistory = { present: null, past: [], future: [] };

/** The history after a step. What was undone before is gone. */
export function afterEdit(history: EditHistory, what: string, present: EditedConstitution | null): EditHistory {
  const past = [...history.past, { what, constitution: history.present }].slice(-mostSteps);
  return { present, past, future: [] };
}

/** The history with its last step undone; the same where there is none. */
export function undone({ present, past, future }: EditHistory): EditHistory {
  const step = past.at(-1);
  if (step === undefined) return { present, past, future };
  return {
    present: step.constitution,
    past: past.slice(0, -1),
    future: [...future, { what: step.what, constitution: present }],
  };
}

/** The history with the step undone last made again; the same where there is none. */
export function redone({ present, past, future }: EditHistory): EditHistory {
  const step = future.at(-1);
  if (step === undefined) return { present, past, future };
  return {
    present: step.constitution,
    past: [...past, { what: step.what, constitution: present }],
    future: future.slice(0, -1),
  };
}
