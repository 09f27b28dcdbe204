import type { Recovered, SetAside } from '../../protocol/recovery.ts';

/** Tells that a part of what a crash left found no place in the file, and where it is kept. */
export function setAsideText(name: string, { rows, path }: SetAside): string {
  const what = rows === 1 ? '1 comparison that is' : `${rows} comparisons that are`;
  return `Decisions about ${what} no longer in ${name} were not taken over. They are kept for 90 days in ${path}.`;
}

/** Tells where unsaved decisions are after a crash under which somebody else rewrote the file; null: there were none. */
export function movedText(name: string, { decisions, setAside }: Recovered): string | null {
  const placed = decisions.length === 1 ? '1 comparison' : `${decisions.length} comparisons`;
  const texts = [
    ...(decisions.length === 0
      ? []
      : [`Your unsaved decisions about ${placed} are where those stand in it now, as one step that can be undone.`]),
    ...(setAside === undefined ? [] : [setAsideText(name, setAside)]),
  ];
  if (texts.length === 0) return null;
  const what = `PairLens’ engine stopped and was started again, and somebody else has changed ${name}.`;
  return [what, ...texts].join(' ');
}
