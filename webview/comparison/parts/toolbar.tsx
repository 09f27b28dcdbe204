import type { ComponentChildren, VNode } from 'preact';
import { isAdded } from '../../../src/edits/addition.ts';
import type { ActionName } from '../../../src/protocol/actions.ts';
import { Button, Dropdown } from '../../controls.ts';
import { act } from '../actions.ts';
import { ordersOf, reversed, sorted } from '../state/orders.ts';
import { count, lineText } from '../state/phrases.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { Kbd, useTitle } from './kbd.tsx';
import { useRoving } from './roving.ts';
import { Search } from './search.tsx';

/** Position, search, order and view options. One tab stop, but for the fields. */
export function Toolbar(): VNode {
  const editor = useEditor();
  const ref = useRoving();
  const { list, diff, markdown, evidence } = editor.options.value;
  const blind = editor.blind.value;
  return (
    <div class="toolbar" role="toolbar" aria-label="PairLens" ref={ref}>
      <Tool action="previous" title="Previous" icon="arrow-up" />
      <Tool action="next" title="Next" icon="arrow-down" />
      <Position />
      <Search />
      {!blind && <Order />}
      <span class="separator" />
      <Tool action="table" title="Table" icon="table" pressed={editor.options.value.table} />
      <Tool action="list" title="List" icon="list-flat" pressed={list} class="roomy" />
      <Tool
        action="diff"
        title={diffTitles[diff]}
        icon={diff === 'unified' ? 'diff-single' : 'diff'}
        pressed={diff !== 'off'}
      />
      <Tool action="markdown" title="Markdown rendered" icon="markdown" pressed={markdown} />
      <Tool action="evidence" title="Evidence" icon="light-bulb" pressed={evidence} />
      <Tool action="blind" title="Blind mode" icon="eye-closed" pressed={blind} />
      <span class="separator" />
      {editor.overview.value?.audited === true ? (
        <Tool title="Report" icon="graph" onPress={() => void editor.command('report')} />
      ) : (
        <Tool
          title="Find suspect labels: audit this dataset"
          icon="beaker"
          onPress={() => void editor.command('audit')}
        />
      )}
      <Tool action="keys" title="Keys" icon="question" />
    </div>
  );
}

/** Everything that the view can be ordered by. Apart from the rest, which is drawn at every step. */
function Order(): VNode {
  const editor = useEditor();
  const view = editor.rows.view.value;
  return (
    <Dropdown
      class="sort wide"
      label="Order"
      value={view.sort}
      options={ordersOf(view, editor.table.offered.value)}
      onChange={order => void editor.setView(order === 'reverse' ? reversed(view) : sorted(view.filter, order))}
    />
  );
}

const diffTitles = { marks: 'Differences: marked', unified: 'Differences: one text', off: 'Differences: off' } as const;

interface ToolProps {
  readonly title: string;
  readonly icon: string;
  readonly pressed?: boolean;
  readonly class?: string;
  readonly onPress?: () => void;
  readonly action?: ActionName;
}

function Tool({ title, icon, pressed, onPress, action, class: more }: ToolProps): VNode {
  const editor = useEditor();
  const press = onPress ?? (() => action !== undefined && act(editor, action));
  const common = { look: 'icon' as const, label: title, onPress: () => void press(), class: `tool ${more ?? ''}` };
  const state = pressed === undefined ? {} : { pressed };
  if (action === undefined) {
    return (
      <Button {...common} {...state} title={title}>
        <Icon icon={icon} />
      </Button>
    );
  }
  return (
    <KeyedTool action={action} title={title}>
      {full => (
        <Button {...common} {...state} title={full} action={action}>
          <Icon icon={icon} />
          <Kbd action={action} />
        </Button>
      )}
    </KeyedTool>
  );
}

function KeyedTool(props: {
  readonly action: ActionName;
  readonly title: string;
  readonly children: (title: string) => ComponentChildren;
}): VNode {
  const title = useTitle(props.title, props.action);
  return <>{props.children(title)}</>;
}

function Position(): VNode {
  const editor = useEditor();
  const position = editor.position.value;
  const total = editor.rows.total.value;
  const current = editor.current.value;
  const indexing = editor.overview.value?.indexed === false;
  const word = editor.blind.value
    ? editor.check.value === null
      ? 'blind '
      : 'check '
    : editor.rows.view.value.filter.finding === undefined
      ? ''
      : 'finding ';
  return (
    <>
      <span class="position figures" data-part="position">
        {word !== '' && <span class="wide">{word}</span>}
        {total === null
          ? ''
          : `${position === null ? '–' : count(position + 1)} of ${count(total)}${indexing ? '+' : ''}`}
      </span>
      {current.kind === 'ready' && <span class="secondary small figures wide">{lineText(current.detail.row)}</span>}
      {current.kind === 'ready' && isAdded(current.detail.row.row) && editor.welcome.value.readOnly === null && (
        <Tool title="Remove this added comparison" icon="trash" onPress={() => void editor.command('removeAdded')} />
      )}
    </>
  );
}
