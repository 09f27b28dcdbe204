import Papa from 'papaparse';
import type { Container, ParsedRecord } from './container.ts';
import { CsvSplitter } from './csvSplitter.ts';
import type { JsonPath, Patch } from './format.ts';

/** Header of separated values. */
export interface CsvHeader {
  readonly names: readonly string[];
  /** Bytes from the beginning of the text to the header's end, its line ending not counted. */
  readonly length: number;
}

/** Separated values with a header. A record is an object of texts, by the header's names. */
export function csv(start: number, delimiter: ',' | '\t', header: CsvHeader): Container {
  const names = columnNames(header.names);
  return {
    kind: 'separated',
    start,
    headerLength: header.length,
    splitter: index => new CsvSplitter(index, delimiter.charCodeAt(0), start),
    parse: text => parseRow(text, delimiter, names),
    patch: (text, patches) => patchRow(text, delimiter, names, patches),
  };
}

/** The fields of one record, or null if its quotes don't close. */
export function splitRow(text: string, delimiter: string): string[] | null {
  // Between a closing quote and a delimiter the parser takes white space, and not at the end.
  return fieldsOf(text, delimiter) ?? (/"\s+$/.test(text) ? fieldsOf(text.trimEnd(), delimiter) : null);
}

function fieldsOf(text: string, delimiter: string): string[] | null {
  // A carriage return alone is text here, as it is where records are told apart.
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, header: false, newline: '\n' });
  if (errors.some(error => error.type === 'Quotes') || data.length > 1) return null;
  return data[0] ?? [];
}

/** A name for every column: a nameless one is called after its position, a repeated one is numbered. */
function columnNames(header: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return header.map((name, i) => {
    const given = name.trim() === '' ? `column ${i + 1}` : name.trim();
    const count = (seen.get(given) ?? 0) + 1;
    seen.set(given, count);
    return count === 1 ? given : `${given} (${count})`;
  });
}

function parseRow(text: string, delimiter: string, names: readonly string[]): ParsedRecord {
  const cells = splitRow(text, delimiter);
  if (!cells) {
    return {
      ok: false,
      reason: 'A quote in this record does not close',
      cure: 'Close it, and write quotes inside quoted fields twice',
    };
  }
  if (cells.length !== names.length) {
    return {
      ok: false,
      reason: `The record has ${cells.length} fields, the header has ${names.length}`,
      cure: 'Put quotes round fields that hold the separator or line breaks',
    };
  }
  return { ok: true, record: Object.fromEntries(names.map((name, i) => [name, cells[i]])) };
}

/** Changes the source text of single cells. */
function patchRow(text: string, delimiter: string, names: readonly string[], patches: readonly Patch[]): string {
  const cells = sourceCells(text, delimiter);
  const column = (path: JsonPath): number => {
    const at = path.length === 1 ? names.indexOf(String(path[0])) : -1;
    if (at === -1 || at >= cells.length) throw new RangeError(`The record has no column ${path.join('.')}`);
    return at;
  };
  for (const patch of patches) {
    if (patch.kind === 'swap') {
      const [first, second] = [column(patch.first), column(patch.second)];
      [cells[first], cells[second]] = [cells[second]!, cells[first]!];
    } else if (patch.kind === 'copy') cells[column(patch.to)] = cells[column(patch.from)]!;
    else {
      const at = column(patch.path);
      cells[at] = quoted(patch.value === null ? '' : String(patch.value), delimiter, cells[at]!.startsWith('"'));
    }
  }
  return cells.join(delimiter);
}

/** The cells of a record as they are written, quotes included. */
function sourceCells(text: string, delimiter: string): string[] {
  const cells: string[] = [];
  let start = 0;
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      // A quoted cell ends at a quote that is not doubled.
      do at = afterQuote(text, at + 1);
      while (text[at] === '"');
    }
    const end = text.indexOf(delimiter, at);
    if (end === -1) break;
    cells.push(text.slice(start, end));
    start = end + 1;
    at = start;
  }
  cells.push(text.slice(start));
  return cells;
}

function afterQuote(text: string, from: number): number {
  const at = text.indexOf('"', from);
  return at === -1 ? text.length : at + 1;
}

function quoted(value: string, delimiter: string, always: boolean): string {
  const needed = always || value.includes(delimiter) || /["\r\n]/.test(value) || value !== value.trim();
  return needed ? `"${value.replaceAll('"', '""')}"` : value;
}
