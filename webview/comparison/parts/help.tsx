import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Reason } from '../../../src/protocol/webview.ts';
import { Button } from '../../controls.ts';
import { actions } from '../actions.ts';
import { focusComparison } from '../keys.ts';
import { keyText } from '../state/phrases.ts';
import { visible } from '../text/visible.ts';
import { useEditor } from './context.ts';

const reasonVerdicts: Readonly<Record<NonNullable<Reason['verdict']>, string>> = {
  left: 'A, at the left, is better',
  right: 'B, at the right, is better',
  tie: 'tie',
  both_bad: 'both bad',
  drop: 'drop',
  later: 'later',
};

/** The keys as they are mapped now, those of the user's own reasons included. */
export function Help(): VNode {
  const editor = useEditor();
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    ref.current?.showModal();
    return () => focusComparison();
  }, []);
  const { keys, reasons: all } = editor.welcome.value;
  // A key that an action has is the action's.
  const reasons = all.filter(({ key }) => !Object.hasOwn(keys, key));
  const close = (): void => {
    editor.helpOpen.value = false;
  };
  return (
    <dialog class="help" ref={ref} aria-label="Keys" onClose={close} onCancel={close}>
      <h1>Keys</h1>
      <div class="key-columns">
        {Object.entries(actions).map(([name, action]) => (
          <div class="key-row" key={name}>
            <span>
              {Object.keys(keys)
                .filter(key => keys[key] === name)
                .map(key => (
                  <kbd key={key}>{keyText(key)}</kbd>
                ))}
            </span>
            <span>{action.does}</span>
          </div>
        ))}
        {reasons.map(({ key, tag, verdict }) => (
          <div class="key-row" key={`reason ${key}`} data-part="reason">
            <span>
              <kbd>{keyText(key)}</kbd>
            </span>
            <span>
              Tag “{visible(tag)}”{verdict !== undefined && ` and ${reasonVerdicts[verdict]}`}
            </span>
          </div>
        ))}
        <div class="key-row">
          <span>
            <kbd>F6</kbd>
          </span>
          <span>Next region; arrows move within one</span>
        </div>
        <div class="key-row">
          <span>
            <kbd>Esc</kbd>
          </span>
          <span>Leave a field</span>
        </div>
      </div>
      <p class="secondary small">
        Ctrl+Z, Ctrl+S and Ctrl+F are VS Code’s. The setting <code>pairlens.keys</code> maps these keys anew; every
        action is also a command for <code>keybindings.json</code>. Double-click a text to edit it.
      </p>
      <Button look="secondary" onPress={close}>
        Close <kbd>Esc</kbd>
      </Button>
    </dialog>
  );
}
