import type { VNode } from 'preact';
import type { TextRef } from '../../../src/edits/decision.ts';
import { useEditor } from './context.ts';
import { Icon } from './icon.tsx';

/** Opens a text for editing; an edited text says so, and can be put back. */
export function EditButton(props: {
  readonly target: TextRef;
  readonly isEdited: boolean;
  readonly name: string;
}): VNode | null {
  const editor = useEditor();
  if (editor.welcome.value.readOnly !== null) return null;
  return (
    <>
      {props.isEdited && (
        <button
          type="button"
          class="link"
          title="Put the file’s own text back"
          onClick={() => editor.deciding.setText(props.target, null)}
        >
          edited, put back
        </button>
      )}
      <button
        type="button"
        class="quiet edit"
        title={`Edit ${props.name}`}
        aria-label={`Edit ${props.name}`}
        data-edit={props.target}
        onClick={() => {
          editor.editing.value = props.target;
        }}
      >
        <Icon icon="edit" />
      </button>
    </>
  );
}
