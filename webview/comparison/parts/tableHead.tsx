import type { VNode } from 'preact';
import { orderBy, orderedBy, type TableColumn } from '../state/tableColumns.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** The heads of the columns: a click orders by the column, the edge drags its width. */
export function TableHead({ columns }: { readonly columns: readonly TableColumn[] }): VNode {
  const { table } = useEditor();
  const on = table.onHeads.value ? table.column.value : -1;
  const selected = table.selected.value;
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn a window at a time
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    <div class="table-row head" role="row" aria-rowindex={1}>
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys */}
      <div
        class={`cell check ${on === 0 ? 'active' : ''}`}
        role="columnheader"
        id="cell-head-0"
        aria-colindex={1}
        title="Select all in this filter (Ctrl+A)"
        onClick={() => (selected > 0 ? table.clear() : table.selectAll())}
      >
        <span class={`box ${selected > 0 ? 'on' : ''}`}>
          <Icon
            icon={table.selection.value.kind === 'all' ? 'check' : selected > 0 ? 'dash' : 'blank'}
            name={selected > 0 ? 'some selected' : 'none selected'}
          />
        </span>
      </div>
      {columns.map((column, i) => (
        <Head key={column.name} column={column} index={i + 1} active={on === i + 1} />
      ))}
    </div>
  );
}

interface HeadProps {
  readonly column: TableColumn;
  readonly index: number;
  readonly active: boolean;
}

function Head({ column, index, active }: HeadProps): VNode {
  const editor = useEditor();
  const { table } = editor;
  const view = editor.rows.view.value;
  const order = orderedBy(view);
  const isOrder = column.sortable && order.name === column.name;
  const sort = isOrder ? (order.descending ? 'descending' : 'ascending') : 'none';
  const press = (): void => {
    table.column.value = index;
    if (column.sortable) void editor.setView(orderBy(view, column.name));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn a window at a time
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    <div
      class={`cell ${column.numeric ? 'number' : ''} ${active ? 'active' : ''} ${column.sortable ? 'sortable' : ''}`}
      role="columnheader"
      id={`cell-head-${index}`}
      data-column={column.name}
      aria-colindex={index + 1}
      {...(column.sortable ? { 'aria-sort': sort } : {})}
      title={`${column.name === 'title' ? '' : `${column.name}: `}${column.about}`}
      onClick={press}
      onPointerDown={event =>
        carry(
          event,
          (over, name) =>
            table.move(
              name,
              table.columns.value.findIndex(one => one.name === over),
            ),
          column.name,
        )
      }
    >
      <span class="head-text">{column.head}</span>
      {isOrder && <Icon icon={order.descending ? 'arrow-down' : 'arrow-up'} />}
      <span class="edge" onPointerDown={event => drag(event, width => table.resize(column.name, width))} />
    </div>
  );
}

/** Pixels that a pointer goes before a press is a drag. */
const reluctance = 6;

/** Carries a head to where the pointer lets it go: over which head, and which it was. */
function carry(event: PointerEvent, drop: (over: string, name: string) => void, name: string): void {
  const head = event.currentTarget;
  if (!(head instanceof HTMLElement) || event.button !== 0) return;
  const start = event.clientX;
  let over: string | null = null;
  const stop = new AbortController();
  const { signal } = stop;
  const mark = (to: string | null): void => {
    over = to;
    for (const one of head.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? []) {
      one.classList.toggle('drop', to !== null && one.dataset.column === to && to !== name);
    }
  };
  const follow = ({ clientX, clientY }: PointerEvent): void => {
    if (over === null && Math.abs(clientX - start) < reluctance) return;
    if (over === null) head.setPointerCapture(event.pointerId);
    const under = document.elementsFromPoint(clientX, clientY).find(one => one.matches('[data-column]'));
    mark(under instanceof HTMLElement ? (under.dataset.column ?? name) : name);
  };
  const end = (): void => {
    stop.abort();
    const to = over;
    mark(null);
    if (to === null) return;
    // The click that ends a drag is no wish to order.
    const pressed = new AbortController();
    head.addEventListener('click', click => click.stopImmediatePropagation(), {
      signal: pressed.signal,
      capture: true,
    });
    setTimeout(() => pressed.abort());
    if (to !== name) drop(to, name);
  };
  window.addEventListener('pointermove', follow, { signal });
  window.addEventListener('pointerup', end, { signal });
  window.addEventListener(
    'pointercancel',
    () => {
      stop.abort();
      mark(null);
    },
    { signal },
  );
}

/** Follows the pointer until it is let go, and tells the width that the head would have. */
function drag(event: PointerEvent, resize: (width: number) => void): void {
  const edge = event.currentTarget;
  if (!(edge instanceof HTMLElement) || edge.parentElement === null) return;
  event.preventDefault();
  event.stopPropagation();
  const start = edge.parentElement.getBoundingClientRect().width - event.clientX;
  const stop = new AbortController();
  const { signal } = stop;
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener('pointermove', ({ clientX }) => resize(start + clientX), { signal });
  edge.addEventListener('lostpointercapture', () => stop.abort(), { signal });
  // The click that ends a drag is no wish to order.
  edge.addEventListener('click', click => click.stopPropagation(), { once: true });
}
