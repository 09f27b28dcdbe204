import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../controls.ts';
import { useEditor } from './context.ts';

/** The columns that the table can show, each to be ticked. */
export function TableColumns(): VNode {
  const { table } = useEditor();
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    ref.current?.showModal();
    return () => document.querySelector<HTMLElement>('.table')?.focus({ preventScroll: true });
  }, []);
  const close = (): void => {
    table.columnsOpen.value = false;
  };
  const shown = new Set(table.columns.value.map(column => column.name));
  return (
    <dialog class="help columns" ref={ref} aria-label="Columns" onClose={close} onCancel={close}>
      <h1>Columns</h1>
      <div class="column-list">
        {table.offered.value.map(({ name, head, about }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={shown.has(name)}
              disabled={shown.size === 1 && shown.has(name)}
              onChange={event => table.show(name, event.currentTarget.checked)}
            />
            <span>
              <b>{name === 'title' ? head : name}</b> <span class="secondary small">{about}</span>
            </span>
          </label>
        ))}
      </div>
      <p class="secondary small">
        A click on a head orders by its column, a drag puts it elsewhere, and its right edge changes the width. The same
        names can be used in a condition.
      </p>
      <div class="button-row">
        <Button look="primary" onPress={close}>
          Done
        </Button>
        <Button look="secondary" onPress={() => table.reset()}>
          As at first
        </Button>
      </div>
    </dialog>
  );
}
