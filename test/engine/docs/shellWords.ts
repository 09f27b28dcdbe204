/** A command line without pipes: its words, and the file that takes its output. */
export interface ShellLine {
  readonly words: readonly string[];
  readonly out: string | null;
}

/**
 * Splits a line as a shell does: double and single quotes, `> FILE`. null for what needs a real shell: pipes, input from a
 * file, several commands, variables.
 */
export function shellWords(line: string): ShellLine | null {
  const words: string[] = [];
  for (const [, double, single, plain] of line.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)) {
    if (plain !== undefined && /[|<&;$`]/.test(plain)) return null;
    words.push(double ?? single ?? plain!);
  }
  const at = words.indexOf('>');
  return at < 0 ? { words, out: null } : { words: words.slice(0, at), out: words[at + 1]! };
}
