import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { TextField } from '../../controls.ts';
import { focusComparison } from '../keys.ts';
import { keyText } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** The comparison's tags, and while the list is open the user's reasons to choose from, and a field for others. */
export function TagBar(): VNode | null {
  const editor = useEditor();
  const current = editor.current.value;
  if (current.kind !== 'ready') return null;
  const { tags } = current.decision;
  if (editor.tagsOpen.value) return <TagList key={current.detail.row.row} tags={tags} />;
  if (tags.length === 0) return null;
  return (
    <div class="note" data-part="tags">
      <span class="secondary">Tags</span>
      <span class="grow tags">
        {tags.map(tag => (
          <span key={tag} class="badge" data-badge="tag" dir="auto">
            <Icon icon="symbol-keyword" />
            {visible(tag)}
          </span>
        ))}
      </span>
    </div>
  );
}

function TagList({ tags }: { readonly tags: readonly string[] }): VNode {
  const editor = useEditor();
  const typed = useSignal('');
  const field = useRef<HTMLElement>(null);
  const list = useRef<HTMLFieldSetElement>(null);
  const { reasons } = editor.welcome.value;
  const named = reasons.map(({ tag }) => tag);
  const choices = [...named, ...tags.filter(tag => !named.includes(tag))];
  useLayoutEffect(() => {
    const first = list.current?.querySelector<HTMLElement>('button');
    if (first === null || first === undefined) {
      field.current?.focus();
      // Where the control has not built its input yet.
      requestAnimationFrame(() => field.current?.focus());
    } else first.focus();
  }, []);
  const close = (): void => {
    editor.tagsOpen.value = false;
    focusComparison();
  };
  const choose = (tag: string): void => {
    editor.deciding.toggleTag(tag);
    close();
  };
  const onKey = (event: KeyboardEvent): void => {
    const isField = event.target instanceof Node && field.current?.contains(event.target) === true;
    const place = isField ? -1 : choices.findIndex((tag, i) => event.key === keyOf(tag, i));
    if (event.key === 'Escape') close();
    else if (isField && event.key === 'Enter') choose(typed.value.trim());
    else if (choices[place] !== undefined) choose(choices[place]);
    else if (!isField && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const buttons = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
      const at = buttons.indexOf(document.activeElement as HTMLElement);
      buttons[(at + (event.key === 'ArrowRight' ? 1 : -1) + buttons.length) % buttons.length]?.focus();
    } else {
      // Nothing that is typed here is a key of the page, but for what moves the focus.
      if (event.key !== 'Tab' && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const keyOf = (tag: string, place: number): string =>
    reasons.find(one => one.tag === tag)?.key ?? (place < 9 ? String(place + 1) : '');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are shortcuts for the buttons within
    <div class="note tag-list" onKeyDown={onKey} data-part="tag-list">
      <span class="secondary">Tag</span>
      <fieldset class="tags" ref={list} aria-label="Tags">
        {choices.map((tag, i) => (
          <button key={tag} type="button" class="chip" aria-pressed={tags.includes(tag)} onClick={() => choose(tag)}>
            <kbd>{keyText(keyOf(tag, i))}</kbd>
            {tags.includes(tag) && <Icon icon="check" />}
            <span dir="auto">{visible(tag)}</span>
          </button>
        ))}
      </fieldset>
      <TextField
        class="note-field"
        label="Another tag"
        placeholder="another tag"
        value={typed.value}
        fieldRef={field}
        onInput={value => {
          typed.value = value;
        }}
      />
      <span class="secondary small wide">
        <kbd>Esc</kbd> close
      </span>
    </div>
  );
}
