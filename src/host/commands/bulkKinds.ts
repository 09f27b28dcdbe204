import type { BulkChange, BulkPlan } from '../../edits/bulk.ts';
import type { BulkKind } from '../../protocol/webview.ts';

/** What can be done to many comparisons, as the list of choices names it. */
export const bulkChoices: readonly { readonly kind: BulkKind; readonly label: string; readonly description: string }[] =
  [
    { kind: 'drop', label: 'Drop', description: 'left out of exports' },
    { kind: 'later', label: 'Leave for Later', description: 'back into the queue' },
    { kind: 'keep', label: 'Keep the Recorded Label', description: 'as a verdict' },
    { kind: 'tie', label: 'Tie', description: 'as a verdict' },
    { kind: 'bothBad', label: 'Both Bad', description: 'as a verdict' },
    { kind: 'clear', label: 'Take Verdicts Back', description: '' },
    { kind: 'addTag', label: 'Add a Tag…', description: '' },
    { kind: 'removeTag', label: 'Remove a Tag…', description: '' },
    { kind: 'note', label: 'Write a Note…', description: 'in place of notes that are there' },
    { kind: 'export', label: 'Export…', description: 'their records to a file' },
  ];

/** The change behind a kind, without those that the user must be asked more about. */
export function plainChange(kind: Exclude<BulkKind, 'addTag' | 'removeTag' | 'note' | 'export'>): BulkChange {
  switch (kind) {
    case 'drop':
    case 'later':
    case 'tie':
      return { kind: 'verdict', verdict: kind };
    case 'bothBad':
      return { kind: 'verdict', verdict: 'both_bad' };
    case 'keep':
    case 'clear':
      return { kind };
  }
}

/** "Drop 305 comparisons"; for the question, its button and the undo stack. */
export function bulkTitle(change: BulkChange, count: number): string {
  const many = `${count.toLocaleString('en-US')} ${count === 1 ? 'comparison' : 'comparisons'}`;
  switch (change.kind) {
    case 'verdict':
      return {
        drop: `Drop ${many}`,
        later: `Leave ${many} for later`,
        tie: `Call ${many} a tie`,
        both_bad: `Call both responses bad in ${many}`,
      }[change.verdict];
    case 'keep':
      return `Keep the label of ${many}`;
    case 'clear':
      return `Take back the verdicts on ${many}`;
    case 'addTag':
      return `Tag ${many} “${change.tag}”`;
    case 'removeTag':
      return `Remove the tag “${change.tag}” from ${many}`;
    case 'note':
      return change.note === '' ? `Remove the notes on ${many}` : `Write a note on ${many}`;
  }
}

/** What is left alone and why, and how to undo, in sentences. */
export function bulkDetail(plan: BulkPlan, total: number, shown: string): string {
  const n = (count: number): string => count.toLocaleString('en-US');
  const left = [
    plan.judged > 0 ? `${n(plan.judged)} already have a verdict and are left alone.` : '',
    plan.same > 0 ? `${n(plan.same)} are so already.` : '',
    plan.unfit > 0 ? `${n(plan.unfit)} are malformed or have no label to keep, and are left alone.` : '',
  ].filter(sentence => sentence !== '');
  return [
    `Of ${n(total)} ${total === 1 ? 'row' : 'rows'} in ${shown}.`,
    ...left,
    'One undo step brings everything back; nothing is written to the file before you save.',
  ].join(' ');
}
