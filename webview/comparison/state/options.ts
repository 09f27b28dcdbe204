import { signal } from '@preact/signals';

/** How the two responses are compared: plain, with what differs marked in place, or as one text. */
export type DiffMode = 'off' | 'marks' | 'unified';

/** How the comparison is drawn; kept over a reload of the page. */
export interface Options {
  readonly list: boolean;
  /** The rows as a table of columns, in place of the comparison. */
  readonly table: boolean;
  readonly evidence: boolean;
  readonly diff: DiffMode;
  readonly markdown: boolean;
  readonly blind: boolean;
  /** What moved the margins is shown below them. */
  readonly why: boolean;
  /** Words that moved the n-gram head are tinted in the responses. */
  readonly words: boolean;
}

const initial: Options = {
  list: true,
  table: false,
  evidence: true,
  diff: 'marks',
  markdown: true,
  blind: false,
  why: false,
  words: false,
};

/** The options as a signal, from what an earlier page saved. */
export function optionsFrom(saved: unknown) {
  return signal<Options>({ ...initial, ...(isOptions(saved) ? saved : {}) });
}

function isOptions(value: unknown): value is Options {
  return typeof value === 'object' && value !== null && 'diff' in value && 'blind' in value;
}
