import type { Action } from './action.ts';

/**
 * The same action in parts of at most `size` rows each, in order, for whoever must let others work in between. Actions
 * about one row stay as they are.
 */
export function* slices(action: Action, size = 4096): Generator<Action> {
  if (action.type === 'batch') {
    for (const step of action.actions) yield* slices(step, size);
  } else if (action.type === 'rows' && action.rows.length > size) {
    for (let start = 0; start < action.rows.length; start += size) {
      yield { ...action, rows: action.rows.slice(start, start + size) };
    }
  } else yield action;
}
