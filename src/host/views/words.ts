import type { Verdict } from '../../edits/decision.ts';
import type { FindingKind } from '../../reward/finding.ts';
import type { MemberKind } from '../../reward/rewardModel.ts';

/** A codicon and, where it warns, the theme colour that says so too. */
export interface Icon {
  readonly icon: string;
  readonly color?: 'problemsWarningIcon.foreground' | 'problemsErrorIcon.foreground' | 'problemsInfoIcon.foreground';
}

/** How each finding is named and marked in lists. */
export const findingLook: Readonly<Record<FindingKind, Icon & { readonly title: string }>> = {
  mislabeled: { title: 'Mislabeled', icon: 'warning', color: 'problemsWarningIcon.foreground' },
  suspect: { title: 'Suspect', icon: 'warning', color: 'problemsWarningIcon.foreground' },
  contested: { title: 'Contested', icon: 'comment-discussion', color: 'problemsInfoIcon.foreground' },
  ambiguous: { title: 'Ambiguous', icon: 'question', color: 'problemsInfoIcon.foreground' },
  uncertain: { title: 'Uncertain', icon: 'pulse', color: 'problemsInfoIcon.foreground' },
  contradiction: { title: 'Contradiction', icon: 'arrow-both', color: 'problemsWarningIcon.foreground' },
  cycle: { title: 'Cycle', icon: 'sync', color: 'problemsWarningIcon.foreground' },
  'score-conflict': { title: 'Score conflict', icon: 'law', color: 'problemsWarningIcon.foreground' },
  duplicate: { title: 'Duplicate', icon: 'copy' },
  'near-identical': { title: 'Near-identical', icon: 'files' },
  empty: { title: 'Empty', icon: 'circle-slash', color: 'problemsErrorIcon.foreground' },
  'prompt-mismatch': { title: 'Prompt mismatch', icon: 'diff', color: 'problemsErrorIcon.foreground' },
  'off-topic': { title: 'Off topic', icon: 'compass', color: 'problemsWarningIcon.foreground' },
  'truncation-risk': { title: 'Truncation risk', icon: 'fold', color: 'problemsInfoIcon.foreground' },
  hard: { title: 'Hard to learn', icon: 'mortar-board', color: 'problemsInfoIcon.foreground' },
  leak: { title: 'Leak', icon: 'link-external', color: 'problemsWarningIcon.foreground' },
  orientation: { title: 'Orientation', icon: 'arrow-swap', color: 'problemsWarningIcon.foreground' },
  malformed: { title: 'Malformed line', icon: 'error', color: 'problemsErrorIcon.foreground' },
};

/** A verdict as lists say it, with its icon. */
export const verdictLook: Readonly<Record<Verdict, { readonly title: string; readonly icon: string }>> = {
  a: { title: 'A is better', icon: 'check' },
  b: { title: 'B is better', icon: 'check' },
  tie: { title: 'tie', icon: 'dash' },
  both_bad: { title: 'both bad', icon: 'close-all' },
  drop: { title: 'dropped', icon: 'trash' },
  later: { title: 'for later', icon: 'bookmark' },
};

/** Icon of each kind of member. */
export const memberIcon: Readonly<Record<MemberKind, string>> = {
  score: 'star-full',
  strength: 'graph-line',
  style: 'graph',
  tree: 'list-tree',
  ngram: 'symbol-string',
  'zero-shot': 'chip',
  encoder: 'chip',
  judge: 'comment',
  column: 'table',
};

/** A share as `.71`, or as `1.00`. */
export function fraction(value: number): string {
  return value.toFixed(2).replace(/^(-?)0\./, '$1.');
}

/** A share as `71 %`. */
export function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}

/** A count with separators: `2,410`. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** Characters of a title that leave room for the figures behind it in a side bar of usual width. */
const roomForTitle = 21;

/** A title cut at a word, so that the description behind it stays in sight. */
export function cut(title: string): string {
  if (title.length <= roomForTitle) return title;
  const head = title.slice(0, roomForTitle);
  const space = head.lastIndexOf(' ');
  return `${head.slice(0, space > roomForTitle / 2 ? space : undefined)}…`;
}
