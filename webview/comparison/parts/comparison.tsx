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

/** Prompt and responses in one scroller. */
export function Comparison({ comparison, decision }: ComparisonProps): VNode {
  const ref = useRef<HTMLElement>(null);
  const scrolled = useRef(false);
  const shown = useMemo(() => withTexts(comparison, decision.texts), [comparison, decision.texts]);
  // The scroller stays and has the focus: a new one would have the page laid out for its focus alone.
  useLayoutEffect(() => {
    if (scrolled.current) ref.current?.scrollTo(0, 0);
    scrolled.current = false;
    if (document.activeElement === document.body || document.activeElement === null) {
      ref.current?.focus({ preventScroll: true });
    }
  }, [comparison.row]);
  return (
    <Scroller
      scrollerRef={ref}
      label={`Comparison of line ${comparison.line}`}
      onScroll={() => {
        scrolled.current = true;
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
