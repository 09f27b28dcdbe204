import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { focusComparison } from '../keys.ts';
import type { FilterBox } from '../state/filterBox.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { useKey } from './kbd.tsx';
import { SearchError } from './searchError.tsx';

/** The filter box: words that a comparison must hold, or a condition over the columns. Enter filters, Esc leaves. */
export function Search(): VNode {
  const editor = useEditor();
  const box = editor.filterBox;
  const ref = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    ref.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const key = useKey('search');
  const offered = box.offered.value;
  const reading = box.reading.value;
  const at = (): number => ref.current?.selectionStart ?? box.typed.value.length;
  const take = (index?: number): void => {
    caret.current = box.take(at(), index);
    ref.current?.focus();
  };
  const submit = (): void => {
    void box.submit();
    if (!editor.options.value.table) focusComparison();
    else document.querySelector<HTMLElement>('.table')?.focus({ preventScroll: true });
  };
  return (
    <search class="filter">
      <button
        type="button"
        class="filter-kind"
        aria-label={reading === 'sql' ? 'Read as a condition' : 'Read as words'}
        title={reading === 'sql' ? sqlTitle : wordsTitle}
        onClick={() => {
          box.switchReading();
          ref.current?.focus();
        }}
      >
        <Icon icon={reading === 'sql' ? 'filter' : 'search'} />
        <span class="wide">{reading === 'sql' ? 'condition' : 'words'}</span>
      </button>
      <input
        class={`search ${reading}`}
        ref={ref}
        type="text"
        role="combobox"
        spellcheck={false}
        autocomplete="off"
        aria-label="Search words, or a condition over the columns"
        aria-autocomplete="list"
        aria-expanded={offered !== null}
        aria-controls="search-offers"
        placeholder="Words, or p < 0.2"
        value={box.typed.value}
        {...(offered !== null && offered.active >= 0 ? { 'aria-activedescendant': `offer-${offered.active}` } : {})}
        onInput={event => void box.type(event.currentTarget.value, at())}
        onClick={() => offered !== null && void box.offer(at())}
        onBlur={() => box.close()}
        onKeyDown={event => {
          if (!handle(box, event, at, take, submit)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {box.typed.value === '' && key !== null && <kbd class="search-key">{key}</kbd>}
      <div id="search-offers" role="listbox" aria-label="Completions" class="offers" hidden={offered === null}>
        {offered?.offers.map(({ text, about }, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box takes the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the box has the focus and names the active one
          <div
            key={text}
            id={`offer-${i}`}
            role="option"
            aria-selected={i === offered.active}
            class={i === offered.active ? 'offer active' : 'offer'}
            // Before the box loses the focus, which would close the list.
            onMouseDown={event => event.preventDefault()}
            onClick={() => take(i)}
          >
            <span class="offer-text">{text}</span>
            <span class="secondary small">{about}</span>
          </div>
        ))}
      </div>
      <SearchError />
    </search>
  );
}

const wordsTitle =
  'Read as words, each of which must occur; text in quotes is one word. Press to read it as a condition over the columns.';
const sqlTitle = 'Read as a condition over the columns, in SQL. Press to read it as plain words.';

/** True if the key was the box's own. */
function handle(
  box: FilterBox,
  event: KeyboardEvent,
  at: () => number,
  take: (index?: number) => void,
  submit: () => void,
): boolean {
  const offered = box.offered.value;
  if (event.key === ' ' && event.ctrlKey) {
    void box.offer(at());
    return true;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false;
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const down = event.key === 'ArrowDown';
      if (offered !== null) box.move(down ? 1 : -1);
      else box.recall(down ? -1 : 1);
      return true;
    }
    case 'Tab':
      if (offered === null || event.shiftKey) return false;
      take();
      return true;
    case 'Enter':
      if (offered !== null && offered.active >= 0) take();
      else submit();
      return true;
    case 'Escape':
      if (offered === null) return false;
      box.close();
      return true;
    // The toolbar around it moves on these.
    case 'ArrowLeft':
    case 'ArrowRight':
    case 'Home':
    case 'End':
      event.stopPropagation();
      return false;
    default:
      return false;
  }
}
