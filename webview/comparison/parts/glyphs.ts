import type { Verdict } from '../../../src/edits/decision.ts';
import type { FindingKind } from '../../../src/reward/finding.ts';

/** A codicon and the colour class that goes with it: no kind is told by colour alone. */
export interface Glyph {
  readonly icon: string;
  readonly tone: 'warn' | 'error' | 'info' | 'plain';
}

/** A glyph per finding. */
export const findingGlyphs: Readonly<Record<FindingKind, Glyph>> = {
  mislabeled: { icon: 'warning', tone: 'warn' },
  suspect: { icon: 'search-fuzzy', tone: 'warn' },
  contested: { icon: 'comment-discussion', tone: 'info' },
  ambiguous: { icon: 'question', tone: 'info' },
  uncertain: { icon: 'pulse', tone: 'info' },
  contradiction: { icon: 'arrow-both', tone: 'warn' },
  cycle: { icon: 'sync', tone: 'warn' },
  'score-conflict': { icon: 'law', tone: 'warn' },
  duplicate: { icon: 'copy', tone: 'plain' },
  'near-identical': { icon: 'layers', tone: 'plain' },
  empty: { icon: 'circle-large', tone: 'warn' },
  'prompt-mismatch': { icon: 'split-horizontal', tone: 'error' },
  'off-topic': { icon: 'compass', tone: 'info' },
  'truncation-risk': { icon: 'fold-up', tone: 'plain' },
  hard: { icon: 'mortar-board', tone: 'plain' },
  leak: { icon: 'export', tone: 'warn' },
  orientation: { icon: 'arrow-swap', tone: 'error' },
  malformed: { icon: 'error', tone: 'error' },
};

/** A glyph and a name per verdict, as lists show it. */
export const verdictGlyphs: Readonly<Record<Verdict | 'open', { readonly icon: string; readonly name: string }>> = {
  a: { icon: 'check', name: 'judged' },
  b: { icon: 'check', name: 'judged' },
  tie: { icon: 'dash', name: 'tie' },
  both_bad: { icon: 'circle-slash', name: 'both bad' },
  drop: { icon: 'trash', name: 'dropped' },
  later: { icon: 'bookmark', name: 'later' },
  open: { icon: 'circle-small', name: 'no verdict' },
};
