/** What stands where the caret is, for which something can be offered. */
export type Wanted =
  /** A name: of a column, a function or a word of SQL. */
  | { readonly kind: 'name'; readonly from: number; readonly prefix: string }
  /** A value of a column, with or without its opening quote. */
  | { readonly kind: 'value'; readonly from: number; readonly prefix: string; readonly column: string };

/** Something to put in at the caret. */
export interface Offer {
  /** As it is shown. */
  readonly text: string;
  /** What takes the place of what was typed of it. */
  readonly insert: string;
  readonly about: string;
}

/** A column with its documentation. */
export interface KnownColumn {
  readonly name: string;
  readonly type: string;
  readonly about: string;
}

const most = 12;

/** Functions that conditions are likely to need. */
const functions: readonly Offer[] = [
  {
    text: 'list_contains(…)',
    insert: 'list_contains(',
    about: "a list holds a value: list_contains(findings, 'duplicate')",
  },
  { text: 'len(…)', insert: 'len(', about: 'length of a list: len(findings) > 1' },
  { text: 'abs(…)', insert: 'abs(', about: 'size without sign: abs(chars_a - chars_b) > 1000' },
  { text: 'greatest(…)', insert: 'greatest(', about: 'the largest of several' },
  { text: 'least(…)', insert: 'least(', about: 'the smallest of several' },
  { text: 'contains(…)', insert: 'contains(', about: "a text holds another: contains(note, 'check')" },
  { text: 'lower(…)', insert: 'lower(', about: 'a text in lower case' },
  { text: 'regexp_matches(…)', insert: 'regexp_matches(', about: "a text matches: regexp_matches(source, '^web')" },
  { text: 'coalesce(…)', insert: 'coalesce(', about: 'the first that is not null' },
];
const words: readonly Offer[] = [
  { text: 'and', insert: 'and ', about: 'both hold' },
  { text: 'or', insert: 'or ', about: 'one of them holds' },
  { text: 'not', insert: 'not ', about: 'does not hold' },
  { text: 'is null', insert: 'is null', about: 'is not known' },
  { text: 'is not null', insert: 'is not null', about: 'is known' },
  { text: 'between', insert: 'between ', about: 'p between .4 and .6' },
  { text: 'in (…)', insert: 'in (', about: "one of several: verdict in ('drop', 'later')" },
  { text: 'like', insert: 'like ', about: "source like 'web%'" },
];

/** What can be completed at the caret of a condition; null inside a number, or a text that no column is compared with. */
export function wantedAt(text: string, caret: number): Wanted | null {
  const before = text.slice(0, caret);
  const quote = openQuote(before);
  if (quote !== null) {
    const column = comparedColumn(before.slice(0, quote));
    return column === null ? null : { kind: 'value', from: quote, prefix: before.slice(quote + 1), column };
  }
  const prefix = /[a-z_][a-z0-9_]*$/i.exec(before)?.[0] ?? '';
  const from = caret - prefix.length;
  if (prefix === '') {
    const column = comparedColumn(before);
    if (column !== null) return { kind: 'value', from, prefix: '', column };
  }
  if (/[\d.]$/.test(before.slice(0, from))) return null;
  return { kind: 'name', from, prefix };
}

/** Names that begin with what was typed, then those that hold it: columns first. */
export function offeredNames(prefix: string, columns: readonly KnownColumn[]): Offer[] {
  const typed = prefix.toLowerCase();
  const all = [...columns.map(({ name, about }) => ({ text: name, insert: name, about })), ...functions, ...words];
  const begins = all.filter(({ text }) => text.toLowerCase().startsWith(typed));
  const holds =
    typed === ''
      ? []
      : all.filter(({ text }) => text.toLowerCase().includes(typed, 1) && !begins.some(b => b.text === text));
  return [...begins, ...holds].filter(({ text }) => text !== prefix).slice(0, most);
}

/** Values that hold what was typed, quoted as SQL wants them. */
export function offeredValues(
  prefix: string,
  values: readonly { readonly value: string; readonly count: number }[],
): Offer[] {
  const typed = prefix.toLowerCase();
  return values
    .filter(({ value }) => value.toLowerCase().includes(typed))
    .slice(0, most)
    .map(({ value, count }) => ({
      text: value,
      insert: `'${value.replaceAll("'", "''")}'`,
      about: `${count.toLocaleString('en-US')} ${count === 1 ? 'comparison' : 'comparisons'}`,
    }));
}

/** The text with an offer in place of what was typed of it, and where the caret is then. */
export function completed(
  text: string,
  caret: number,
  { from }: Wanted,
  { insert }: Offer,
): { readonly text: string; readonly caret: number } {
  let rest = text.slice(caret);
  if (insert.endsWith("'") && rest.startsWith("'")) rest = rest.slice(1);
  return { text: text.slice(0, from) + insert + rest, caret: from + insert.length };
}

/** Where the quote that is still open stands, or null. A doubled quote within a text closes and opens it again. */
function openQuote(before: string): number | null {
  let open: number | null = null;
  for (let i = 0; i < before.length; i++) {
    if (before[i] !== "'") continue;
    if (open !== null && before[i + 1] === "'") i++;
    else open = open === null ? i : null;
  }
  return open;
}

/** The column that what follows is compared with: `source = `, `verdict in ('drop', `, `list_contains(findings, `. */
function comparedColumn(before: string): string | null {
  const compared = /([a-z_][a-z0-9_]*)\s*(?:=|<>|!=|\bi?like|\bin\s*\((?:\s*'(?:[^']|'')*'\s*,)*)\s*$/i.exec(before);
  const listed = /list_contains\(\s*([a-z_][a-z0-9_]*)\s*,\s*$/i.exec(before);
  return (compared ?? listed)?.[1]?.toLowerCase() ?? null;
}
