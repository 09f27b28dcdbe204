import type { TrainingExport } from '../../export/trainingExport.ts';
import type { Terminal } from '../terminal.ts';
import { percent } from './numbers.ts';

/** Says what an export wrote, on stdout, and what it left out or could not hold, on stderr. */
export function tellExport(result: TrainingExport, target: string | null, terminal: Terminal): void {
  const { files, selection, split, notExpressed, unreadable } = result;
  const leftOut = [...selection.leftOut.values()].reduce((sum, n) => sum + n, 0);
  for (const { path, records, comparisons } of files) {
    terminal.out(
      target === null
        ? `${path}: ${counted(records, 'record')} written${split === null ? `, ${leftOut} left out` : ''}.`
        : `${path}: ${counted(records, 'record')} of ${counted(comparisons, 'comparison')} written as ${target}.`,
    );
  }
  if (result.card !== null) terminal.out(`${result.card}: the data card.`);
  const reasons = [...result.refused].map(([why, n]) => `${n} (${why})`);
  if (reasons.length > 0) terminal.note(`Left out: ${reasons.join('; ')}.`);
  if (target !== null && leftOut > 0)
    terminal.note(`Left out: ${counted(leftOut, 'comparison')} that the options or the review file drop.`);
  if (unreadable > 0)
    terminal.note(`Left out: ${counted(unreadable, 'row')} that hold no comparison (pairlens audit says why).`);
  const kept = target === null && split === null ? selection.malformed.length : 0;
  if (kept > 0) {
    terminal.note(
      `${kept} malformed ${kept === 1 ? 'line is' : 'lines are'} kept as in FILE; --drop malformed leaves them out.`,
    );
  }
  if (notExpressed > 0) {
    terminal.note(
      `${notExpressed} decisions can't be expressed in this format in full (ties, "both bad"); their records are as in FILE.`,
    );
  }
  const lost = [...result.lost].map(([what, n]) => `${what} (${n})`);
  if (lost.length > 0) terminal.note(`Not held by ${target}: ${lost.join(', ')}.`);
  for (const remark of result.remarks) terminal.note(remark);
  if (split !== null) {
    const { testCount, trainCount, groups, largest } = split;
    const share = percent(testCount / (testCount + trainCount));
    terminal.note(
      `Split by prompt: ${groups} groups, the largest of ${counted(largest, 'comparison')}; ${share} are for testing.`,
    );
  }
}

function counted(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
