import type { ViewState } from '../../../src/protocol/webview.ts';
import type { Options } from './options.ts';

/** What the page keeps over a reload: intent only. */
export interface Remembered extends ViewState {
  readonly options: Options;
  /** What was searched for, latest first. */
  readonly searched?: readonly string[];
}

/** Where it is kept. */
export interface Memory {
  load(): unknown;
  save(state: Remembered): void;
}

/** What an earlier page kept, if it is of this shape. */
export function recall(saved: unknown): Remembered | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const state = saved as Partial<Remembered>;
  return typeof state.row === 'number' && state.view?.filter !== undefined && state.options !== undefined
    ? (state as Remembered)
    : null;
}
