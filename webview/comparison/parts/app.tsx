import type { VNode } from 'preact';
import type { Editor } from '../state/editor.ts';
import { Body } from './body.tsx';
import { CheckDone } from './checkDone.tsx';
import { Chips } from './chips.tsx';
import { EditorContext, useEditor } from './context.ts';
import { DecisionBar } from './decisionBar.tsx';
import { DialBar } from './dialBar.tsx';
import { FirstLook } from './firstLook.tsx';
import { Help } from './help.tsx';
import { NoticeBar } from './noticeBar.tsx';
import { ReviewersBar } from './reviewersBar.tsx';
import { SilentHost } from './silentHost.tsx';
import { TableBar } from './tableBar.tsx';
import { TableColumns } from './tableColumns.tsx';
import { Toolbar } from './toolbar.tsx';

/** The whole page: the first look at a file, or the comparison with all its bars. */
export function App({ editor, file }: { readonly editor: Editor; readonly file: string | null }): VNode {
  return (
    <EditorContext.Provider value={editor}>
      {editor.screen.value === 'comparing' ? (
        <Comparing file={file} />
      ) : (
        editor.host.silent.value && <SilentHost file={file} unconfirmed={editor.pending.unconfirmed} />
      )}
      {editor.screen.value === 'first-look' && <FirstLook />}
      {editor.screen.value === 'check-done' && <CheckDone />}
      {editor.helpOpen.value && <Help />}
      <div class="announcer" role="status" aria-live="polite">
        {editor.announcement.value}
      </div>
    </EditorContext.Provider>
  );
}

function Comparing({ file }: { readonly file: string | null }): VNode {
  const editor = useEditor();
  return (
    <div class="page">
      <Toolbar />
      <Chips />
      {editor.options.value.table && <DialBar />}
      <Body />
      <ReviewersBar />
      {editor.host.silent.value && <SilentHost file={file} unconfirmed={editor.pending.unconfirmed} />}
      <NoticeBar />
      {editor.options.value.table ? <TableBar /> : <DecisionBar />}
      {editor.table.columnsOpen.value && <TableColumns />}
    </div>
  );
}
