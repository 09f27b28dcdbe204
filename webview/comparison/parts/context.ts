import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Editor } from '../state/editor.ts';

/** The editor that the parts draw. */
export const EditorContext = createContext<Editor | null>(null);

/** The editor of this page. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (editor === null) throw new Error('This part is drawn outside of an EditorContext.');
  return editor;
}
