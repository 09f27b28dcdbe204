import type { Votes } from '../principle.ts';
import type { Decides } from '../principlesResult.ts';
import type { Constitution } from '../select/constitution.ts';
import { decide } from '../select/constitution.ts';
import { groupFolds } from '../select/groups.ts';
import type { SelectTask } from '../select/select.ts';
import { selectConstitution } from '../select/select.ts';

/** What constitutions say of comparisons that their selection never saw. */
export interface CrossEvaluation {
  /** Along all comparisons: +1 a, -1 b, 0 undecided. */
  readonly decisions: Int8Array;
  /** The same for each way of deciding. */
  readonly ways: Readonly<Record<Decides, Int8Array>>;
  /** The more frequent label of the training folds, along all comparisons: +1 a, -1 b, 0 even. */
  readonly majority: Int8Array;
  /** One constitution per outer fold. */
  readonly constitutions: readonly Constitution[];
}

/** Outer folds. */
export const outerFolds = 5;

/** The outer fold of every comparison. */
export function outerFoldsOf(groups: Int32Array, seed: number): Uint8Array {
  return groupFolds(Int32Array.from(groups.keys()), groups, outerFolds, seed);
}

/**
 * Selects a constitution in each of five training parts (prompts kept together) and applies it to the part left out.
 *
 * @param skip rows that selection must not see although they have a label (suspects)
 */
export async function crossEvaluate(
  task: Omit<SelectTask, 'rows'> & {
    readonly skip: ReadonlySet<number>;
    /** Whether a candidate may be selected where a fold is held out; all may unless said. */
    readonly selectable?: (candidate: number, fold: number) => boolean;
    readonly onProgress?: (share: number) => void;
  },
): Promise<CrossEvaluation> {
  const { columns, labels, groups, skip, seed, selectable = () => true, onProgress } = task;
  const everyRow = Int32Array.from(labels.keys());
  const folds = outerFoldsOf(groups, seed);
  const decisions = new Int8Array(labels.length);
  const empty = new Int8Array(labels.length);
  const along = (): Int8Array => new Int8Array(labels.length);
  const ways = { plain: along(), ranked: along(), weighted: along() };
  const majority = new Int8Array(labels.length);
  const constitutions: Constitution[] = [];
  for (let fold = 0; fold < outerFolds; fold++) {
    const rows = everyRow.filter(row => folds[row] !== fold && labels[row] !== 0 && !skip.has(row));
    // A column that never votes is never selected.
    const open = columns.map((column, candidate) => (selectable(candidate, fold) ? column : empty));
    const selection = await selectConstitution({ ...task, columns: open, rows, seed: seed + fold + 1 });
    const constitution = selection.recommended;
    constitutions.push(constitution);
    const lead = Math.sign(rows.reduce((sum, row) => sum + labels[row]!, 0));
    for (const row of everyRow) {
      if (folds[row] !== fold) continue;
      decisions[row] = decide(constitution, columns as readonly Votes[], row);
      for (const way of ['plain', 'ranked', 'weighted'] as const)
        ways[way][row] = decide(selection.ways[way], columns as readonly Votes[], row);
      majority[row] = lead;
    }
    onProgress?.((fold + 1) / outerFolds);
  }
  return { decisions, ways, majority, constitutions };
}
