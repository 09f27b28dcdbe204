import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TextRef } from '../../../src/edits/decision.ts';
import { Button } from '../../controls.ts';
import { focusComparison } from '../keys.ts';
import { useEditor } from './context.ts';

/** What the text editor is given. */
export interface TextEditorProps {
  readonly target: TextRef;
  readonly text: string;
  readonly name: string;
}

/** Edits one text in place. Ctrl+Enter keeps the change as one undo step, Esc leaves the text as it was. */
export function TextEditor({ target, text, name }: TextEditorProps): VNode {
  const editor = useEditor();
  const ref = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const area = ref.current;
    if (area === null) return;
    area.style.height = `${Math.min(Math.max(area.scrollHeight + 4, 80), 600)}px`;
    area.focus();
  }, []);
  const close = (): void => {
    editor.editing.value = null;
    focusComparison();
  };
  const keep = (): void => {
    const value = ref.current?.value ?? text;
    close();
    if (value !== text) editor.deciding.setText(target, value);
  };
  return (
    <div class="text-editor">
      <textarea
        ref={ref}
        aria-label={name}
        dir="auto"
        spellcheck={false}
        defaultValue={text}
        onKeyDown={event => {
          const keeps = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
          if (!keeps && event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          if (keeps) keep();
          else close();
        }}
      />
      <div class="text-editor-foot">
        <Button look="primary" onPress={keep}>
          Keep <kbd>Ctrl+⏎</kbd>
        </Button>
        <Button look="secondary" onPress={close}>
          Cancel <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  );
}
