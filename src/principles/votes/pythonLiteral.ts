const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** The strings of a list as Python prints it: `['one', "it's two"]`; null for anything else. */
export function pythonStrings(text: string): string[] | null {
  const inner = /^\s*\[([\s\S]*)\]\s*$/u.exec(text)?.[1];
  if (inner === undefined) return null;
  const found: string[] = [];
  const item = /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(?:,|$)/suy;
  while (item.lastIndex < inner.trimEnd().length) {
    const match = item.exec(inner);
    if (match === null) return null;
    found.push(
      (match[1] ?? match[2]!).replaceAll(
        /\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}|.)/gsu,
        (_, code: string) =>
          code.length > 2 ? String.fromCodePoint(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
      ),
    );
  }
  return found;
}

/** Votes by number as Python prints them: `{0: True, 1: None, 2: 'invalid'}`; null for anything else. */
export function pythonVotes(text: string): Map<number, -1 | 0 | 1 | null> | null {
  if (!/^\s*\{(?:\s*\d+: (?:True|False|None|'[a-z_]*'),?)*\s*\}\s*$/u.test(text)) return null;
  const votes = new Map<number, -1 | 0 | 1 | null>();
  for (const [, number, word] of text.matchAll(/(\d+): (True|False|None|'[a-z_]*')/gu))
    votes.set(Number(number), word === 'True' ? 1 : word === 'False' ? -1 : word === "'invalid'" ? null : 0);
  return votes;
}
