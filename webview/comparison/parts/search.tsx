import { useSignal, useSignalEffect } from '@preact/signals';
import type { VNode } from 'preact';
import { TextField } from '../../controls.ts';
import { focusComparison } from '../keys.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';
import { Kbd } from './kbd.tsx';

/** Operators that plain words hardly hold: with one of them the text is taken as a condition. */
const condition = /[<>=]|\b(is\s+(not\s+)?null|i?like|between|in\s*\()/i;

/** The filter box: words that a comparison must hold, or a condition over the columns. Enter filters, Esc leaves. */
export function Search(): VNode {
  const editor = useEditor();
  const typed = useSignal('');
  // A view that came from elsewhere (a saved state, the host) shows its text too.
  useSignalEffect(() => {
    typed.value = editor.rows.view.value.filter.text?.value ?? '';
  });
  const kind = condition.test(typed.value) ? 'sql' : 'words';
  const submit = (): void => {
    const view = editor.rows.view.value;
    const { text: _old, ...filter } = view.filter;
    const value = typed.value.trim();
    void editor.setView({ ...view, filter: value === '' ? filter : { ...filter, text: { kind, value } } });
    focusComparison();
  };
  const error = editor.rows.error.value;
  return (
    <search class="filter">
      <TextField
        class="search"
        label="Search words, or a condition over the columns"
        placeholder="Words, or p < 0.2"
        value={typed.value}
        onInput={value => {
          typed.value = value;
        }}
        onKey={event => {
          if (event.key !== 'Enter') return;
          event.stopPropagation();
          event.preventDefault();
          submit();
        }}
      >
        <span slot="start">
          <Icon icon="search" />
        </span>
        <span slot="end" class="search-end">
          {kind === 'sql' ? <span class="small secondary">condition</span> : null}
          {typed.value === '' ? <Kbd action="search" /> : <kbd>⏎</kbd>}
        </span>
      </TextField>
      {error !== null && (
        <div class="filter-error" role="alert">
          <Icon icon="error" class="error" /> {error}
        </div>
      )}
    </search>
  );
}
