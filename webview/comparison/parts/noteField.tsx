import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { TextField } from '../../controls.ts';
import { focusComparison } from '../keys.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';

/** The note on the comparison: a line to read, or a field to write. Leaving the field keeps the note, Esc does not. */
export function NoteField(): VNode | null {
  const editor = useEditor();
  const current = editor.current.value;
  if (current.kind !== 'ready') return null;
  const { note } = current.decision;
  if (editor.noteOpen.value) return <NoteInput key={current.detail.row.row} note={note} />;
  if (note === '') return null;
  return (
    <div class="note">
      <span class="secondary">Note</span>
      <span class="grow" dir="auto">
        {visible(note)}
      </span>
    </div>
  );
}

function NoteInput({ note }: { readonly note: string }): VNode {
  const editor = useEditor();
  const typed = useSignal(note);
  const isDone = useRef(false);
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    ref.current?.focus();
    // Where the control has not built its input yet.
    requestAnimationFrame(() => ref.current?.focus());
  }, []);
  const close = (keep: boolean): void => {
    if (isDone.current) return;
    isDone.current = true;
    editor.noteOpen.value = false;
    if (keep) editor.deciding.setNote(typed.value.trim());
  };
  return (
    <div class="note">
      <span class="secondary">Note</span>
      <TextField
        class="note-field"
        label="Note"
        value={typed.value}
        fieldRef={ref}
        onInput={value => {
          typed.value = value;
        }}
        onBlur={() => close(true)}
        onKey={event => {
          if (event.key !== 'Enter' && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          close(event.key === 'Enter');
          focusComparison();
        }}
      />
      <span class="secondary small wide">
        <kbd>⏎</kbd> keep <kbd>Esc</kbd> leave as it was
      </span>
    </div>
  );
}
