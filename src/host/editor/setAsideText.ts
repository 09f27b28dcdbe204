import type { SetAside } from '../../protocol/engine.ts';

/** Tells that a part of what a crash left found no place in the file, and where it is kept. */
export function setAsideText(name: string, { rows, path }: SetAside): string {
  const what = rows === 1 ? '1 comparison that is' : `${rows} comparisons that are`;
  return `Decisions about ${what} no longer in ${name} were not taken over. They are kept for 90 days in ${path}.`;
}
