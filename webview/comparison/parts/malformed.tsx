import type { VNode } from 'preact';
import type { MalformedRow } from '../../../src/dataset/row.ts';
import { Button } from '../../controls.ts';
import { count } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';
import { Scroller } from './scroller.tsx';

/** A line that is no comparison: what is wrong, what to do about it, and the line itself. */
export function Malformed({ row }: { readonly row: MalformedRow }): VNode {
  const editor = useEditor();
  return (
    <Scroller class="malformed" label={`Malformed line ${row.line}`}>
      <h1>
        <Icon icon="error" class="error" /> Line {count(row.line)}: {visible(row.reason)}
      </h1>
      <p>{visible(row.cure)} The file is otherwise unaffected, and this line is saved byte for byte.</p>
      <div class="raw">
        <span class="raw-line figures">{count(row.line)}</span>
        <code dir="auto">{visible(row.text)}</code>
      </div>
      <div class="raw-actions">
        <Button look="primary" onPress={() => void editor.command('openAsText', String(row.line))}>
          Edit as text
        </Button>
        <Button look="secondary" onPress={() => editor.deciding.judge('drop')}>
          <Kbd action="drop" /> Drop this line from exports
        </Button>
        <Button look="secondary" onPress={() => editor.deciding.judge('later')}>
          <Kbd action="later" /> Later
        </Button>
      </div>
    </Scroller>
  );
}
