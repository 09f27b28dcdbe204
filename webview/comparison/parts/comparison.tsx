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
  const editor = useEditor();
  const ref = useRef<HTMLElement>(null);
  const shown = useMemo(() => withTexts(comparison, decision.texts), [comparison, decision.texts]);
  // A new row is a new element (its key is the row), so it starts at the top; the focus must not be lost with the old one.
  useLayoutEffect(() => {
    if (document.activeElement === document.body || document.activeElement === null) {
      ref.current?.focus({ preventScroll: true });
    }
  }, []);
  return (
    <Scroller scrollerRef={ref} label={`Comparison of line ${comparison.line}`}>
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
    </Scroller>
  );
}
