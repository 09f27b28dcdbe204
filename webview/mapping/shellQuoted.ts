/** A word as a POSIX shell takes it: in quotes where it holds anything that a shell would read otherwise. */
export function shellQuoted(word: string): string {
  return /^[\w.,=/+:@%-]+$/.test(word) && !word.startsWith('-') ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
