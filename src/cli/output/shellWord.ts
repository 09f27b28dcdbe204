import { safeText } from './safeText.ts';

/** A path as a word of a POSIX shell's command line. */
export function shellWord(text: string): string {
  const safe = safeText(text);
  return /^[\w@%+=:,./-]+$/.test(safe) && !safe.startsWith('-') ? safe : `'${safe.replaceAll("'", `'\\''`)}'`;
}
