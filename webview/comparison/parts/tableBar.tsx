import type { VNode } from 'preact';
import type { BulkKind } from '../../../src/protocol/webview.ts';
import { Button } from '../../controls.ts';
import { count } from '../state/phrases.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { useRoving } from './roving.ts';

/** What can be done to the selection, or with nothing selected to all of the filter; in place of the decision bar. */
export function TableBar(): VNode {
  const editor = useEditor();
  const { table } = editor;
  const ref = useRoving();
  const total = editor.rows.total.value ?? 0;
  const selected = table.selected.value;
  const some = selected > 0;
  const what = some ? `${count(selected)} of ${count(total)} selected` : `all ${count(total)} in this view`;
  const disabled = total === 0 || editor.welcome.value.readOnly !== null;
  const Do = (props: { readonly kind: BulkKind | null; readonly text: string; readonly off?: boolean }): VNode => (
    <Button
      look="secondary"
      disabled={props.off ?? disabled}
      action={`bulk-${props.kind ?? 'more'}`}
      onPress={() => void editor.bulk(props.kind)}
    >
      {props.text}
    </Button>
  );
  return (
    <div class="decision table-bar" role="toolbar" aria-label={`Apply to ${what}`} ref={ref}>
      <b class="figures" data-part="selected">
        {what}
      </b>
      <span class="separator" />
      {Do({ kind: 'drop', text: 'Drop…' })}
      {Do({ kind: 'later', text: 'Later…' })}
      {Do({ kind: 'keep', text: 'Keep label…' })}
      {Do({ kind: 'addTag', text: 'Tag…' })}
      {Do({ kind: null, text: 'More…', off: total === 0 })}
      {Do({ kind: 'export', text: 'Export…', off: total === 0 })}
      <span class="grow" />
      <span class="secondary small wide">
        <kbd>Space</kbd> select <kbd>⏎</kbd> open <kbd>Ctrl</kbd> <kbd>A</kbd> all
      </span>
      {editor.dialling.objectives.value.length > 1 && (
        <Button
          look="secondary"
          class="quiet"
          action="dial"
          pressed={editor.dialling.dial.value !== null}
          title="Weigh the file's objectives: the table is ranked by their direction"
          onPress={() => void editor.dialling.toggle()}
        >
          <Icon icon="settings" /> Direction
        </Button>
      )}
      <Button
        look="secondary"
        class="quiet"
        action="columns"
        onPress={() => {
          table.columnsOpen.value = true;
        }}
      >
        <Icon icon="list-selection" /> Columns
      </Button>
    </div>
  );
}
