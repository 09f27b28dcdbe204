import type { Figures, MemberFigures } from '../../reward/figures.ts';
import type { Look } from './auditText.ts';
import { percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';

/** The members of the ensemble, used or not, with why not. */
export function membersText({ members }: Figures, { width }: Look): string {
  const table = textTable(
    [
      { heading: 'member' },
      { heading: 'accuracy', right: true },
      { heading: 'AUROC', right: true },
      { heading: 'ECE', right: true },
      { heading: 'coverage', right: true },
      { heading: '' },
    ],
    members.map(member => [
      safeLine(member.name, 30),
      member.accuracy === null ? '-' : percent(member.accuracy.value),
      member.auroc === null ? '-' : member.auroc.value.toFixed(3),
      member.ece === null ? '-' : member.ece.toFixed(3),
      percent(member.coverage),
      state(member, width),
    ]),
  );
  return table.replace(/^/gm, '  ');
}

function state({ used, why }: MemberFigures, width: number): string {
  return used ? 'in use' : `left out: ${safeLine(why, Math.max(30, width - 75))}`;
}
