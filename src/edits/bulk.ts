import type { Action, Change, RowsAction } from './action.ts';
import { type Decision, judgement, judgementOf } from './decision.ts';
import { type Decisions, decisionAt } from './decisions.ts';

/** What is done to many comparisons at once. None of it names a side: sides differ from one comparison to the next. */
export type BulkChange =
  | { readonly kind: 'verdict'; readonly verdict: 'tie' | 'both_bad' | 'drop' | 'later' }
  /** The recorded label becomes the verdict. */
  | { readonly kind: 'keep' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'addTag' | 'removeTag'; readonly tag: string }
  /** Replaces notes; the empty string removes them. */
  | { readonly kind: 'note'; readonly note: string };

/** Rows that a bulk change is about, by what their records say. */
export interface RowGroup {
  /** Recorded label; null: none. */
  readonly label: 'a' | 'b' | 'tie' | 'both_bad' | null;
  /** Lines that could not be read as a comparison: they can be dropped or left for later, and nothing else. */
  readonly malformed: boolean;
  readonly rows: readonly number[];
}

/** What a bulk change would do. */
export interface BulkPlan {
  /** One step that does it, or null if there is nothing to do. */
  readonly action: RowsAction | { readonly type: 'batch'; readonly actions: readonly RowsAction[] } | null;
  /** Rows that it changes. */
  readonly changed: number;
  /** Rows that have another verdict of the reviewer's, which is left alone (or replaced, where that was asked for). */
  readonly judged: number;
  /** Rows that are so already. */
  readonly same: number;
  /** Malformed rows, and rows without a label to keep: left alone. */
  readonly unfit: number;
}

/**
 * Plans a bulk change of rows. Pure.
 *
 * @param replace whether verdicts given before are replaced too
 * @param at ISO 8601 time of the change
 */
export function planBulk(
  decisions: Decisions,
  groups: readonly RowGroup[],
  change: BulkChange,
  { replace, at }: { readonly replace: boolean; readonly at: string },
): BulkPlan {
  const parts = new Map<string, { readonly change: Change; readonly rows: number[] }>();
  const plan = { changed: 0, judged: 0, same: 0, unfit: 0 };
  for (const group of groups) {
    if (isUnfit(group, change)) {
      plan.unfit += group.rows.length;
      continue;
    }
    for (const row of group.rows) {
      const before = decisionAt(decisions, row);
      const step = stepOf(before, group.label, change, at);
      if (step === null) {
        plan.same++;
        continue;
      }
      if (gives(change) && before.verdict !== null && before.verdict !== 'later') {
        plan.judged++;
        if (!replace) continue;
      }
      const key = step.type === 'tags' ? JSON.stringify(step.tags) : (group.label ?? '');
      const part = parts.get(key);
      if (part === undefined) parts.set(key, { change: step, rows: [row] });
      else part.rows.push(row);
      plan.changed++;
    }
  }
  const actions = [...parts.values()].map((part): RowsAction => ({ type: 'rows', ...part }));
  const [first] = actions;
  if (first === undefined) return { ...plan, action: null };
  return { ...plan, action: actions.length === 1 ? first : ({ type: 'batch', actions } satisfies Action) };
}

/** True for changes that give a verdict. */
function gives({ kind }: BulkChange): boolean {
  return kind === 'verdict' || kind === 'keep';
}

function isUnfit({ label, malformed }: RowGroup, change: BulkChange): boolean {
  if (malformed) {
    return change.kind !== 'clear' && !(change.kind === 'verdict' && ['drop', 'later'].includes(change.verdict));
  }
  return change.kind === 'keep' && label === null;
}

/** The change of one row, or null where it is so already. */
function stepOf(before: Decision, label: RowGroup['label'], change: BulkChange, at: string): Change | null {
  switch (change.kind) {
    case 'verdict':
    case 'keep':
    case 'clear': {
      const verdict = change.kind === 'verdict' ? change.verdict : change.kind === 'keep' ? label : null;
      if (before.verdict === verdict) return null;
      return { type: 'verdict', at, ...judgementOf(judgement(verdict, 'seen')) };
    }
    case 'addTag':
      if (before.tags.includes(change.tag)) return null;
      return { type: 'tags', at, tags: [...before.tags, change.tag] };
    case 'removeTag':
      if (!before.tags.includes(change.tag)) return null;
      return { type: 'tags', at, tags: before.tags.filter(tag => tag !== change.tag) };
    case 'note':
      if (before.note === change.note) return null;
      return { type: 'note', at, note: change.note };
  }
}
