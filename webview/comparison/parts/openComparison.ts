import { focusComparison } from '../keys.ts';
import type { Editor } from '../state/editor.ts';

/** Shows the row that the table is on as a comparison. */
export function openComparison(editor: Editor): void {
  editor.setOption('table', false);
  requestAnimationFrame(focusComparison);
}
