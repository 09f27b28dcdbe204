/**
 * Everything a key does in the comparison editor: the action's name (also the command `pairlens.<name>`) and its key from
 * the start. The setting `pairlens.keys` maps keys to these names.
 */
export const defaultKeys = {
  preferLeft: '1',
  preferRight: '2',
  tie: '3',
  bothBad: '4',
  keep: 'Enter',
  drop: 'x',
  later: 'f',
  note: 'n',
  tags: 'g',
  undo: 'z',
  next: 'j',
  previous: 'k',
  nextPair: ']',
  previousPair: '[',
  list: 'l',
  table: 't',
  evidence: 'e',
  blind: 'b',
  diff: 'd',
  markdown: 'm',
  words: 'w',
  duplicate: 'c',
  add: 'a',
  guidelines: 'h',
  search: '/',
  keys: '?',
} as const;

/** Name of an action, as in `actNotification` and in the values of `Welcome.keys`. */
export type ActionName = keyof typeof defaultKeys;
