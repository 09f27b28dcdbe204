import { typingTags } from '../controls.ts';
import { act } from './actions.ts';
import type { Editor } from './state/editor.ts';

/** Regions in the order in which F6 walks them. */
const regions = ['.toolbar', '.chips', '.list', '.ranking', '.scroller', '.evidence', '.decision'];

/**
 * Handles plain keys as the user's setting maps them. A key that is handled stops here: VS Code forwards whatever reaches
 * the window to its own keybindings, and would do it twice. Keys with Ctrl, Alt or Meta stay VS Code's.
 */
export function listenToKeys(editor: Editor): void {
  document.addEventListener('pointerdown', () => document.body.removeAttribute('data-walking'));
  document.addEventListener('keydown', event => {
    document.body.toggleAttribute('data-walking', event.key === 'Tab' || event.key === 'F6');
    if (event.defaultPrevented || event.isComposing) return;
    if (handle(editor, event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

function handle(editor: Editor, event: KeyboardEvent): boolean {
  if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey)
    return walkRegions(event.shiftKey ? -1 : 1);
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const path = event.composedPath();
  // A dialog of the page: its keys are its own.
  if (editor.table.columnsOpen.value) return false;
  if (editor.helpOpen.value) {
    if (event.key !== 'Escape' && event.key !== '?') return false;
    editor.helpOpen.value = false;
    return true;
  }
  if (path.some(isTyping)) return event.key === 'Escape' && leaveField();
  // Enter and Space press the button that has the focus.
  if ((event.key === 'Enter' || event.key === ' ') && path.some(isPressable)) return false;
  const { keys } = editor.welcome.value;
  const name = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (name !== undefined) return act(editor, name);
  const reason = editor.welcome.value.reasons.find(one => one.key === event.key);
  if (reason === undefined) return false;
  editor.navigation.inTurn(() => editor.deciding.giveReason(reason));
  return true;
}

function isTyping(target: EventTarget): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const tag = target.tagName.toLowerCase();
  return (
    tag === 'textarea' ||
    tag === 'select' ||
    target.isContentEditable ||
    typingTags.includes(tag) ||
    isTextInput(target)
  );
}

function isTextInput(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}

function isPressable(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('button, vscode-button, a[href], summary');
}

/** Somebody is typing: the focus is in a field. */
export function isWriting(): boolean {
  return document.activeElement !== null && isTyping(document.activeElement);
}

/** Puts the focus back on the comparison. */
export function focusComparison(): void {
  document.querySelector<HTMLElement>('.scroller')?.focus({ preventScroll: true });
}

function leaveField(): boolean {
  focusComparison();
  return true;
}

function walkRegions(step: 1 | -1): boolean {
  const present = regions
    .map(selector => document.querySelector<HTMLElement>(selector))
    .filter(region => region !== null && region.offsetParent !== null);
  const at = present.findIndex(region => region?.contains(document.activeElement));
  for (let i = 1; i <= present.length; i++) {
    const region = present[(at + i * step + 2 * present.length) % present.length];
    const target =
      region?.tabIndex === 0
        ? region
        : region?.querySelector<HTMLElement>('[tabindex="0"], button:not([tabindex="-1"])');
    if (target === null || target === undefined) continue;
    target.focus();
    return true;
  }
  return false;
}
