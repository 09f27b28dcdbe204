import type { ReportData } from '../../src/audit/reportData.ts';
import type { ReportSplit } from '../../src/audit/reportSplit.ts';
import { contextPart } from './contextPart.ts';
import { el } from './element.ts';
import { factorsPart } from './factorsPart.ts';
import { headsPlot } from './headsPlot.ts';
import { askSplit, hasEditor } from './host.ts';
import { plural } from './numbers.ts';
import { splitTable } from './splitTable.ts';
import { section } from './table.ts';

/** The column that was chosen last; null: none yet. */
let chosen: string | null = null;
/** Comparisons above which all records are not read before they are asked for. */
const most = 50_000;
let body: HTMLElement | null = null;
let list: HTMLSelectElement | null = null;

/**
 * Labels split by a column that the reader chooses; what is drawn comes from VS Code, so a report outside of it has none. A
 * column that is a context is asked for at once.
 */
export function splitSection({ figures: { comparisons } }: Pick<ReportData, 'figures'>): HTMLElement | null {
  if (!hasEditor) return null;
  list = el('select', { 'aria-label': 'Column to split the labels by', disabled: true });
  list.addEventListener('change', () => ask(list!.value === '' ? null : list!.value));
  body = el('div', { 'aria-live': 'polite' });
  const made = section('Labels by', '', body);
  made.querySelector('h2')?.after(list);
  made.classList.add('split');
  if (chosen === null && comparisons > most) {
    const look = el('button', { type: 'button', class: 'link' }, 'Look for columns');
    look.addEventListener('click', () => ask(null));
    body.append(el('p', { class: 'muted' }, 'All records are read for it. ', look));
  } else ask(chosen);
  return made;
}

/** Shows what VS Code answered. */
export function showSplit(answer: ReportSplit | { readonly failed: string }): void {
  if (body === null || list === null) return;
  body.removeAttribute('aria-busy');
  list.disabled = false;
  if ('failed' in answer) {
    body.replaceChildren(el('p', { class: 'muted' }, `Not known: ${answer.failed}`));
    return;
  }
  const { columns, split, factors } = answer;
  chosen = split?.column ?? null;
  list.replaceChildren(
    el('option', { value: '', selected: chosen === null }, 'choose a column'),
    ...columns.map(name => el('option', { value: name, selected: name === chosen }, name)),
  );
  list.value = chosen ?? '';
  if (columns.length === 0) {
    body.replaceChildren(el('p', { class: 'muted' }, 'No column of the records has from 2 to 50 values.'));
  } else if (split === null) {
    body.replaceChildren(el('p', { class: 'muted' }, 'Any column with from 2 to 50 values can be chosen.'));
  } else if (split.groups.length === 0) {
    body.replaceChildren(el('p', { class: 'muted' }, `No value of ${split.column} has 20 labels.`));
  } else {
    const left = split.leftOut === 0 ? '' : `${plural(split.leftOut, 'label')} are in no group or a small one. `;
    const small = split.small === 0 ? '' : `${plural(split.small, 'value')} with too few labels are left out. `;
    const parts = [
      headsPlot({
        heading: `What one head for all costs each ${split.column}`,
        own: 'a head of its own',
        lines: split.groups.slice(0, 14).map(({ name, single, own }, at) => {
          const condition = answer.conditions[at] ?? null;
          const filter = condition === null ? null : ({ condition, sort: 'p' } as const);
          return { name, single, own, filter, shows: 'Press to show its comparisons' };
        }),
      }),
      splitTable(answer, split),
      left + small === '' ? null : el('p', { class: 'muted' }, left + small),
      contextPart(split),
      factors === null ? null : factorsPart(factors, answer, split),
    ];
    body.replaceChildren(...parts.filter(part => part !== null));
  }
}

function ask(column: string | null): void {
  if (body === null || list === null) return;
  body.setAttribute('aria-busy', 'true');
  list.disabled = true;
  if (body.childElementCount === 0 || column !== chosen) {
    body.replaceChildren(
      el('p', { class: 'muted' }, column === null ? 'Looking for columns …' : `Splitting by ${column} …`),
    );
  }
  askSplit(column);
}
