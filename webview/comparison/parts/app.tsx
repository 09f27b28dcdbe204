import type { VNode } from 'preact';
import type { Editor } from '../state/editor.ts';
import { Body } from './body.tsx';
import { Chips } from './chips.tsx';
import { EditorContext } from './context.ts';
import { DecisionBar } from './decisionBar.tsx';
import { FirstLook } from './firstLook.tsx';
import { Help } from './help.tsx';
import { NoticeBar } from './noticeBar.tsx';
import { Toolbar } from './toolbar.tsx';

/** The whole page: the first look at a file, or the comparison with all its bars. */
export function App({ editor }: { readonly editor: Editor }): VNode {
  return (
    <EditorContext.Provider value={editor}>
      {editor.screen.value === 'comparing' && <Comparing />}
      {editor.screen.value === 'first-look' && <FirstLook />}
      {editor.helpOpen.value && <Help />}
      <div class="announcer" role="status" aria-live="polite">
        {editor.announcement.value}
      </div>
    </EditorContext.Provider>
  );
}

function Comparing(): VNode {
  return (
    <div class="page">
      <Toolbar />
      <Chips />
      <Body />
      <NoticeBar />
      <DecisionBar />
    </div>
  );
}
