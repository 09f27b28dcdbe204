import type { VNode } from 'preact';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** Why the view can't be shown, under the box, with the place in the condition where it is known. */
export function SearchError(): VNode | null {
  const { rows } = useEditor();
  const error = rows.error.value;
  if (error === null) return null;
  const at = rows.errorAt.value;
  const text = rows.view.value.filter.text?.value ?? '';
  const length = at === null ? 0 : (/^(?:\w+|\S)/.exec(text.slice(at))?.[0].length ?? 0);
  return (
    <div class="filter-error" role="alert">
      <Icon icon="error" class="error" /> {error}
      {at !== null && (
        <div class="filter-place">
          {text.slice(Math.max(0, at - 40), at)}
          <mark>{length === 0 ? ' ' : text.slice(at, at + length)}</mark>
          {text.slice(at + length, at + length + 40)}
        </div>
      )}
    </div>
  );
}
