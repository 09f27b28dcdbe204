import type { ActionName } from '../../src/protocol/actions.ts';
import type { Editor } from './state/editor.ts';

/** What a key can do here. */
export interface Action {
  /** For the help page: what it does. */
  readonly does: string;
  readonly run: (editor: Editor) => void;
}

/** Moves the focus to the search field. */
function focusSearch(): void {
  document.querySelector<HTMLElement>('.search')?.focus();
}

/** The actions that this page knows, in the order of the help page. The table view is not here yet. */
export const actions: Readonly<Partial<Record<ActionName, Action>>> = {
  preferLeft: { does: 'A, at the left, is better', run: editor => editor.deciding.prefer('left') },
  preferRight: { does: 'B, at the right, is better', run: editor => editor.deciding.prefer('right') },
  tie: { does: 'Tie', run: editor => editor.deciding.judge('tie') },
  bothBad: { does: 'Both bad', run: editor => editor.deciding.judge('both_bad') },
  keep: { does: 'Keep the label and go to the next without a verdict', run: editor => editor.deciding.keep() },
  drop: { does: 'Drop from the dataset', run: editor => editor.deciding.judge('drop') },
  later: { does: 'Leave for later', run: editor => editor.deciding.judge('later') },
  note: { does: 'Write a note', run: editor => editor.toggleNote() },
  tags: { does: 'Tags: reasons of your own', run: editor => editor.toggleTags() },
  undo: { does: 'Undo', run: editor => void editor.undo() },
  next: { does: 'Next', run: editor => editor.next() },
  previous: { does: 'Previous', run: editor => editor.previous() },
  nextPair: { does: 'Next pair of the same list', run: editor => editor.stepPair(1) },
  previousPair: { does: 'Previous pair of the same list', run: editor => editor.stepPair(-1) },
  search: { does: 'Search or filter', run: focusSearch },
  list: { does: 'List on or off', run: editor => editor.toggle('list') },
  table: { does: 'Table or comparison', run: editor => editor.toggle('table') },
  evidence: { does: 'Evidence open or folded', run: editor => editor.toggle('evidence') },
  blind: { does: 'Blind mode on or off', run: editor => editor.blinding.toggle() },
  diff: { does: 'Differences: marked, as one text, off', run: editor => editor.cycleDiff() },
  markdown: { does: 'Markdown rendered or as written', run: editor => editor.toggle('markdown') },
  words: { does: 'Words that moved a margin tinted or not', run: editor => editor.toggleWords() },
  duplicate: { does: 'Duplicate this comparison', run: editor => void editor.command('duplicate') },
  add: { does: 'Add a blank comparison after this one', run: editor => void editor.command('add') },
  guidelines: { does: 'Annotation guidelines, beside', run: editor => void editor.command('guidelines') },
  keys: { does: 'These keys', run: editor => editor.toggleHelp() },
};

/** What nobody can do well without both responses in view; the table shows neither. */
const needsTexts: ReadonlySet<string> = new Set([
  'preferLeft',
  'preferRight',
  'note',
  'tags',
  'diff',
  'markdown',
  'words',
  'nextPair',
  'previousPair',
]);

/** Does an action by name. False if this page does not know it. */
export function act(editor: Editor, name: string): boolean {
  const action = Object.hasOwn(actions, name) ? actions[name as ActionName] : undefined;
  if (action === undefined) return false;
  if (editor.options.value.table && needsTexts.has(name)) {
    editor.say('Open the comparison to do this: Enter.');
    return true;
  }
  editor.navigation.inTurn(() => action.run(editor));
  return true;
}
