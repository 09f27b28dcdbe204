import type { VNode } from 'preact';
import type { ActionName } from '../../../src/protocol/actions.ts';
import { keyText } from '../state/phrases.ts';
import { useEditor } from './context.ts';

/** The key that does an action now, after whatever remapping; nothing where it has none. */
export function Kbd({ action }: { readonly action: ActionName }): VNode | null {
  const key = useKey(action);
  return key === null ? null : <kbd>{keyText(key)}</kbd>;
}

/** The key of an action, or null. */
export function useKey(action: ActionName): string | null {
  const { keys } = useEditor().welcome.value;
  return Object.keys(keys).find(key => keys[key] === action) ?? null;
}

/** A tooltip that ends with the action's key: "Next (j)". */
export function useTitle(text: string, action: ActionName): string {
  const key = useKey(action);
  return key === null ? text : `${text} (${keyText(key)})`;
}
