import type { VNode } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Comparison as ComparisonData } from '../../../src/dataset/comparison.ts';
import type { Decision } from '../../../src/edits/decision.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { withTexts } from '../state/editedTexts.ts';
import { useEditor } from './context.ts';
import { Pair } from './pair.tsx';
import { Prompt } from './prompt.tsx';
import { Scroller } from './scroller.tsx';

/** What the comparison is given. */
export interface ComparisonProps {
  readonly comparison: ComparisonData;
  readonly detail: RowDetail;
  readonly decision: Decision;
}

/** Keys that may set a scroller moving, a moment before it says so. */
const scrollKeys: ReadonlySet<string> = new Set('End Home PageDown PageUp ArrowDown ArrowUp'.split(' ').concat(' '));

/** Prompt and responses in one scroller. */
export function Comparison({ comparison, decision }: ComparisonProps): VNode {
  const ref = useRef<HTMLElement>(null);
  const scroller = useRef({ row: comparison.row, made: 0, scrolled: false }).current;
  const shown = useMemo(() => withTexts(comparison, decision.texts), [comparison, decision.texts]);
  // A new row starts at the top. Only a scroller that is there already, or on its way, is replaced for it: a new one must be
  // given the focus, which has the page laid out once more.
  if (scroller.row !== comparison.row) {
    scroller.row = comparison.row;
    if (scroller.scrolled) scroller.made++;
    scroller.scrolled = false;
  }
  const noteScroll = (): void => {
    scroller.scrolled = true;
  };
  useLayoutEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) {
      ref.current?.focus({ preventScroll: true });
    }
  }, [comparison.row]);
  return (
    <Scroller
      key={scroller.made}
      scrollerRef={ref}
      label={`Comparison of line ${comparison.line}`}
      onScroll={noteScroll}
      onWheel={noteScroll}
      onKeyDown={event => {
        if (scrollKeys.has(event.key)) noteScroll();
      }}
    >
      <Texts key={comparison.row} shown={shown} decision={decision} />
    </Scroller>
  );
}

/** A new row has new parts: what was folded and unfolded belongs to the row before. */
function Texts({ shown, decision }: { readonly shown: ComparisonData; readonly decision: Decision }): VNode {
  const editor = useEditor();
  return (
    <>
      <Prompt key="prompt" part="prompt" messages={shown.prompt} texts={decision.texts} title="Prompt" />
      {shown.promptB !== undefined && (
        <Prompt
          key="promptB"
          part={null}
          messages={shown.promptB}
          texts={{}}
          title={editor.left.value === 'b' ? 'Prompt of A' : 'Prompt of B'}
        />
      )}
      <Pair comparison={shown} decision={decision} />
    </>
  );
}
