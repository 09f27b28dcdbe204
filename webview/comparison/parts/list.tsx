import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ListItem } from '../../../src/protocol/rows.ts';
import { lineText, share } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { findingGlyphs, verdictGlyphs } from './glyphs.ts';
import { Icon } from './icon.tsx';
import { rowStep } from './rowStep.ts';
import { useRowWindow } from './rowWindow.ts';

const rowHeight = 40;

/** The rows of the view, drawn as far as they are in sight. One tab stop; arrows move the selection. */
export function List(): VNode {
  const editor = useEditor();
  const ref = useRef<HTMLDivElement>(null);
  const total = editor.rows.total.value ?? 0;
  const position = editor.position.value;
  const seen = useRowWindow(ref, total, rowHeight);
  const { first, last } = seen;
  useEffect(() => {
    if (last >= first) editor.rows.want(first, last);
  });
  useEffect(() => {
    if (position !== null && position < total) seen.show(position);
  }, [position, total]);

  const onKey = (event: KeyboardEvent): void => {
    const step = rowStep(event.key, seen.page);
    if (step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    editor.navigation.inTurn(() => {
      const from = editor.position.value ?? 0;
      const last = (editor.rows.total.value ?? 1) - 1;
      void editor.navigation.goTo(Math.min(Math.max(from + step, 0), last));
    });
  };
  return (
    <div
      class="list"
      role="listbox"
      aria-label="Comparisons"
      tabIndex={0}
      ref={ref}
      onKeyDown={onKey}
      {...(position === null ? {} : { 'aria-activedescendant': `row-${position}` })}
    >
      <div class="list-all" style={{ height: `${seen.height}px` }}>
        {Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).map(index => (
          <ListRow key={index} index={index} top={seen.top(index)} total={total} item={editor.rows.at(index)} />
        ))}
      </div>
    </div>
  );
}

interface ListRowProps {
  readonly index: number;
  readonly top: number;
  readonly total: number;
  readonly item: ListItem | undefined;
}

function ListRow({ index, top, total, item }: ListRowProps): VNode {
  const editor = useEditor();
  const selected = editor.position.value === index;
  const common = {
    id: `row-${index}`,
    role: 'option' as const,
    'aria-selected': selected,
    'aria-posinset': index + 1,
    'aria-setsize': total,
    style: { transform: `translateY(${top}px)` },
  };
  if (item === undefined) return <div class="list-row" {...common} />;
  const verdict = editor.pending.verdict(item.row, item.verdict);
  const glyph = verdictGlyphs[verdict ?? 'open'];
  const blind = editor.blind.value;
  const findings = item.malformed && item.findings.length === 0 ? (['malformed'] as const) : item.findings;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox itself takes the keys
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is among the common attributes
    <div
      class={`list-row ${selected ? 'selected' : ''} ${verdict === null ? '' : 'done'}`}
      {...common}
      onClick={() => void editor.navigation.goTo(index)}
    >
      <Icon icon={glyph.icon} name={glyph.name} />
      {editor.isUnkept(item.row) && <Icon icon="warning" name="not kept yet" class="error" />}
      <span class="title" dir="auto">
        {item.title === '' ? '(no text)' : visible(item.title)}
      </span>
      <span class="facts figures">
        {!blind &&
          findings
            .slice(0, 4)
            .map(kind => (
              <Icon key={kind} icon={findingGlyphs[kind].icon} name={kind} class={findingGlyphs[kind].tone} />
            ))}
        {!blind && item.p !== null && <span>p {share(item.p)}</span>}
        <span>{lineText(item)}</span>
      </span>
    </div>
  );
}
