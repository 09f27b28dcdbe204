import { effect } from '@preact/signals';
import { drawnPair, drawnTurn } from '../text/drawnTexts.ts';
import { withTexts } from './editedTexts.ts';
import type { Editor } from './editor.ts';
import { leftSide } from './sides.ts';
import { groupTurns } from './turns.ts';

/** Characters of a comparison up to which it is drawn ahead; longer ones would hold up the keys. */
const longest = 40_000;

/**
 * Draws what comes next while nothing else is to be done: the comparisons after and before the one that is shown, and the
 * next without a verdict. A key then has only to put them into the page.
 */
export function drawAhead(editor: Editor): void {
  let planned = 0;
  effect(() => {
    const { value: options } = editor.options;
    // Whenever another row is shown, or more of them are known.
    if (editor.current.value.kind !== 'ready' || options.table) return;
    const rows = editor.navigation.near();
    for (const row of rows) void editor.details.get(row);
    cancelIdle(planned);
    planned = whenIdle(() => {
      for (const row of rows) drawOne(editor, row);
    });
  });
}

function drawOne(editor: Editor, row: number): void {
  const state = editor.details.peek(row);
  if (state?.kind !== 'ready' || state.detail.row.kind !== 'comparison') return;
  const { comparison } = state.detail.row;
  const messages = [...comparison.prompt, ...comparison.a.messages, ...comparison.b.messages];
  if (messages.reduce((sum, { content }) => sum + content.length, 0) > longest) return;
  const { markdown, diff } = editor.options.peek();
  const { sides } = editor.welcome.peek().settings;
  const left = leftSide(state.detail, { sides, blind: editor.blind.peek(), again: false });
  const shown = withTexts(comparison, editor.pending.over(row, state.detail.decision).texts);
  drawnPair(shown, { markdown, diff, left });
  for (const group of groupTurns(shown.prompt)) {
    if (group.kind === 'last') for (const { message } of group.messages) drawnTurn(message, markdown);
  }
}

/** Browsers without idle callbacks do it a moment later. */
function whenIdle(work: () => void): number {
  return 'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 500 }) : Number(setTimeout(work, 50));
}

function cancelIdle(planned: number): void {
  if ('cancelIdleCallback' in window) cancelIdleCallback(planned);
  else clearTimeout(planned);
}
