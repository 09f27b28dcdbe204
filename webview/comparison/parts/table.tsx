import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Editor } from '../state/editor.ts';
import { orderBy } from '../state/tableColumns.ts';
import { useEditor } from './context.ts';
import { openComparison } from './openComparison.ts';
import { rowStep } from './rowStep.ts';
import { useRowWindow } from './rowWindow.ts';
import { TableHead } from './tableHead.tsx';
import { TableRow } from './tableRow.tsx';

const tableRowHeight = 26;
const headHeight = 28;

/** The rows of the view as a grid of columns. One tab stop: arrows move, Enter opens, Space selects. */
export function Table(): VNode {
  const editor = useEditor();
  const { table, rows } = editor;
  const ref = useRef<HTMLDivElement>(null);
  const total = rows.total.value ?? 0;
  const position = editor.position.value;
  const seen = useRowWindow(ref, total, tableRowHeight, headHeight);
  const { first, last } = seen;
  useEffect(() => {
    if (last >= first) rows.want(first, last);
  });
  useEffect(() => {
    if (position !== null && position < total) seen.show(position);
  }, [position, total]);
  useLayoutEffect(() => {
    if (!(document.activeElement instanceof HTMLInputElement)) ref.current?.focus({ preventScroll: true });
  }, []);
  const columns = table.columns.value;
  const tracks = columns.map(column => {
    const width = table.widthOf(column);
    return width === null ? 'minmax(220px, 1fr)' : `${width}px`;
  });
  const active = table.onHeads.value ? 'head' : position;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be drawn a window at a time
    <div
      class="table"
      role="grid"
      aria-label="Comparisons"
      aria-multiselectable="true"
      aria-rowcount={total + 1}
      aria-colcount={columns.length + 1}
      aria-busy={rows.total.value === null}
      tabIndex={0}
      ref={ref}
      style={{ '--tracks': `34px ${tracks.join(' ')}` }}
      onKeyDown={event => onKey(editor, event, seen.page)}
      {...(active === null ? {} : { 'aria-activedescendant': `cell-${active}-${table.column.value}` })}
    >
      <TableHead columns={columns} />
      {total === 0 && rows.total.value !== null && rows.error.value === null && <EmptyRow span={columns.length + 1} />}
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div class="table-rows" role="rowgroup" style={{ height: `${seen.height}px` }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).map(index => (
          <TableRow key={index} index={index} top={seen.top(index)} item={rows.at(index)} columns={columns} />
        ))}
      </div>
    </div>
  );
}

/** A row that says that there is none. */
function EmptyRow({ span }: { readonly span: number }): VNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn a window at a time
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div class="table-empty" role="row" aria-rowindex={2}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <div role="gridcell" aria-colspan={span} class="secondary">
        Nothing fits the filter.
      </div>
    </div>
  );
}

/** Keys of the grid. Those that it does not take go on to the page: verdict keys are about the row that is focused. */
function onKey(editor: Editor, event: KeyboardEvent, page: number): void {
  if (event.altKey || event.metaKey || !handle(editor, event, page)) return;
  event.preventDefault();
  event.stopPropagation();
}

function handle(editor: Editor, event: KeyboardEvent, page: number): boolean {
  const { table } = editor;
  if (event.ctrlKey) {
    if (event.shiftKey && table.onHeads.value) return moveHead(editor, event.key);
    if (event.key !== 'a') return false;
    table.selectAll();
    return true;
  }
  const move = rowStep(event.key, page);
  if (move !== undefined) return moveRow(editor, move, event.shiftKey);
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    return moveColumn(editor, event.key === 'ArrowLeft' ? -1 : 1, event.shiftKey);
  }
  if (event.key === 'Escape' && table.selected.value > 0) {
    table.clear();
    return true;
  }
  if (event.key !== 'Enter' && event.key !== ' ') return false;
  if (table.onHeads.value) pressHead(editor);
  else if (event.key === 'Enter') editor.navigation.inTurn(() => openComparison(editor));
  else editor.navigation.inTurn(() => toggleHere(editor));
  return true;
}

function moveRow(editor: Editor, step: number, extend: boolean): boolean {
  const { table } = editor;
  if (table.onHeads.value) {
    if (step > 0) table.onHeads.value = false;
    return true;
  }
  editor.navigation.inTurn(() => {
    const from = editor.position.value;
    const last = (editor.rows.total.value ?? 1) - 1;
    if (step === -1 && (from ?? 0) === 0 && !extend) {
      table.onHeads.value = true;
      return;
    }
    const to = from === null ? 0 : Math.min(Math.max(from + step, 0), last);
    void editor.navigation.goTo(to);
    if (extend) void table.extend(to, from);
  });
  return true;
}

function moveColumn(editor: Editor, step: number, resize: boolean): boolean {
  const { table } = editor;
  const columns = table.columns.value;
  const column = columns[table.column.value - 1];
  if (resize && table.onHeads.value && column !== undefined) {
    table.resize(column.name, (table.widthOf(column) ?? 320) + 16 * step);
  } else {
    table.column.value = Math.min(Math.max(table.column.value + step, 0), columns.length);
  }
  return true;
}

/** Puts the column that the arrows are on one place further. */
function moveHead(editor: Editor, key: string): boolean {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const { table } = editor;
  const at = table.column.value - 1;
  const column = table.columns.value[at];
  if (step === undefined || column === undefined) return false;
  const last = table.columns.value.length - 1;
  if (at + step < 0 || at + step > last) return true;
  table.move(column.name, at + step);
  table.column.value += step;
  return true;
}

/** Orders by the column that the arrows are on; on the first, selects all or nothing. */
function pressHead(editor: Editor): void {
  const { table } = editor;
  const column = table.columns.value[table.column.value - 1];
  if (column === undefined) {
    if (table.selected.value > 0) table.clear();
    else table.selectAll();
  } else if (column.sortable) void editor.setView(orderBy(editor.rows.view.value, column.name));
  else editor.say(`There is no order by ${column.head}.`);
}

function toggleHere(editor: Editor): void {
  const { value: row } = editor.row;
  const { value: position } = editor.position;
  if (row !== null && position !== null) editor.table.toggle(row, position);
}
