import type { VNode } from 'preact';
import type { SavedFilter } from '../../../src/protocol/view.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** A chip per saved filter, and one to save what is filtered now. Stands among the chips of findings. */
export function SavedFilterChips(): VNode {
  const editor = useEditor();
  const view = editor.rows.view.value;
  const { savedFilters } = editor.welcome.value;
  const isNow = (saved: SavedFilter): boolean => JSON.stringify(saved.view) === JSON.stringify(view);
  const canSave = view.filter.text !== undefined && !savedFilters.some(isNow);
  return (
    <>
      {savedFilters.map(saved => (
        <button
          key={saved.name}
          type="button"
          class="chip"
          data-stop=""
          data-chip={`saved-${saved.name}`}
          aria-pressed={isNow(saved)}
          title="Saved filter"
          onClick={() => void editor.setView(isNow(saved) ? { filter: {}, sort: 'position' } : saved.view)}
        >
          <Icon icon="filter" />
          {saved.name}
        </button>
      ))}
      {canSave && (
        <button
          type="button"
          class="chip"
          data-stop=""
          data-chip="save-filter"
          title="Save this filter under a name"
          onClick={() => void editor.command('saveFilter')}
        >
          <Icon icon="bookmark" />
          save filter…
        </button>
      )}
    </>
  );
}
