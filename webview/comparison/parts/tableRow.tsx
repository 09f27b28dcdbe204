import type { VNode } from 'preact';
import type { ListItem } from '../../../src/protocol/rows.ts';
import type { TableColumn } from '../state/tableColumns.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { openComparison } from './openComparison.ts';
import { CellContent } from './tableCell.tsx';

/** What a row is given; its item is not known while it is on its way. */
export interface TableRowProps {
  readonly index: number;
  readonly top: number;
  readonly item: ListItem | undefined;
  readonly columns: readonly TableColumn[];
}

/** One comparison of the table. */
export function TableRow({ index, top, item, columns }: TableRowProps): VNode {
  const editor = useEditor();
  const { table } = editor;
  const current = editor.position.value === index && !table.onHeads.value;
  const blind = editor.blind.value;
  const selected = item !== undefined && table.isSelected(item.row);
  const verdict = item === undefined ? null : editor.pending.verdict(item.row, item.verdict);
  const press = (event: MouseEvent): void => {
    table.onHeads.value = false;
    if (item === undefined) return;
    if (event.shiftKey) void table.extend(index, editor.position.value);
    else if (event.ctrlKey || event.metaKey) table.toggle(item.row, index);
    void editor.navigation.goTo(index);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid that is drawn a window at a time
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active cell
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    <div
      class={`table-row ${current ? 'current' : ''} ${selected ? 'selected' : ''} ${verdict === null ? '' : 'done'}`}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${top}px)` }}
      onClick={press}
      onDblClick={() => openComparison(editor)}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
      <div
        class={`cell check ${current && table.column.value === 0 ? 'active' : ''}`}
        role="gridcell"
        id={`cell-${index}-0`}
        aria-colindex={1}
        onClick={event => {
          if (item === undefined || event.shiftKey) return;
          event.stopPropagation();
          table.toggle(item.row, index);
        }}
      >
        <span class={`box ${selected ? 'on' : ''}`}>{selected && <Icon icon="check" name="selected" />}</span>
      </div>
      {columns.map((column, i) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        <div
          key={column.name}
          class={`cell ${column.numeric ? 'number' : ''} ${current && table.column.value === i + 1 ? 'active' : ''}`}
          role="gridcell"
          id={`cell-${index}-${i + 1}`}
          aria-colindex={i + 2}
          {...(column.numeric ? {} : { dir: 'auto' as const })}
        >
          {item === undefined ? null : <CellContent column={column} item={item} verdict={verdict} blind={blind} />}
        </div>
      ))}
    </div>
  );
}
