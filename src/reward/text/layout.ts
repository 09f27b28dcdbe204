/** How a text is laid out: what Markdown and punctuation show without reading words. */
export interface Layout {
  readonly lines: number;
  /** Blocks separated by blank lines. */
  readonly paragraphs: number;
  readonly bullets: number;
  readonly numbered: number;
  readonly headings: number;
  readonly fences: number;
  readonly tableRows: number;
  readonly quotedLines: number;
  /** Lines that occurred before in the same text (at least 12 characters long). */
  readonly repeatedLines: number;
  readonly backticks: number;
  readonly bold: number;
  readonly links: number;
  readonly questions: number;
  readonly exclamations: number;
  readonly commas: number;
  readonly colons: number;
  readonly semicolons: number;
  readonly parentheses: number;
  readonly dashes: number;
  readonly ellipses: number;
  readonly quotes: number;
  /** Ends of sentences: ., ! or ? before a space or the end, and their CJK forms. */
  readonly sentences: number;
  /** Length in characters of the first sentence. */
  readonly firstSentence: number;
  /** The last character that is not white space, as a code unit; 0 for a blank text. */
  readonly last: number;
  readonly endsInFence: boolean;
  readonly startsSmall: boolean;
  /** Turn markers ("Human:", "Assistant:", "User:") at the start of a line. */
  readonly turnMarkers: number;
}

const marker = /^(?:human|assistant|user|ai|bot)\s{0,3}:/i;

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0x3000;
}

/** One pass over a text, linear in its length. */
export function layoutOf(text: string): Layout {
  const n = text.length;
  let lines = 0;
  let paragraphs = 0;
  let bullets = 0;
  let numbered = 0;
  let headings = 0;
  let fences = 0;
  let tableRows = 0;
  let quotedLines = 0;
  let repeatedLines = 0;
  let turnMarkers = 0;
  let blank = true;
  const seen = new Set<string>();
  for (let from = 0; from < n; ) {
    const found = text.indexOf('\n', from);
    const to = found < 0 ? n : found;
    let first = from;
    while (first < to && isSpace(text.charCodeAt(first))) first++;
    if (first === to) blank = true;
    else {
      lines++;
      if (blank) paragraphs++;
      blank = false;
      const code = text.charCodeAt(first);
      const next = text.charCodeAt(first + 1);
      if ((code === 45 || code === 42 || code === 0x2022 || code === 43) && isSpace(next)) bullets++;
      else if (code === 35) headings++;
      else if (code === 124) tableRows++;
      else if (code === 62) quotedLines++;
      else if (code === 96 && text.startsWith('```', first)) fences++;
      else if (code >= 48 && code <= 57) {
        let end = first + 1;
        while (end < to && end < first + 4 && text.charCodeAt(end) >= 48 && text.charCodeAt(end) <= 57) end++;
        const after = text.charCodeAt(end);
        if (end < to && (after === 46 || after === 41)) numbered++;
      } else if (marker.test(text.slice(first, first + 16))) turnMarkers++;
      if (to - first >= 12) {
        const line = text.slice(first, Math.min(to, first + 400));
        if (seen.has(line)) repeatedLines++;
        else seen.add(line);
      }
    }
    from = to + 1;
  }

  const counts = new Int32Array(128);
  let sentences = 0;
  let firstSentence = 0;
  let ellipses = 0;
  let bold = 0;
  let last = 0;
  let longDashes = 0;
  let curlyQuotes = 0;
  for (let i = 0; i < n; i++) {
    const code = text.charCodeAt(i);
    if (!isSpace(code)) last = code;
    if (code < 128) counts[code]!++;
    if (code === 46 || code === 33 || code === 63) {
      const next = text.charCodeAt(i + 1);
      if (i + 1 === n || isSpace(next) || next === 34 || next === 0x201d || next === 41) {
        sentences++;
        if (sentences === 1) firstSentence = i;
      }
      if (code === 46 && next === 46 && text.charCodeAt(i + 2) === 46) ellipses++;
    } else if (code === 0x3002 || code === 0xff01 || code === 0xff1f) {
      sentences++;
      if (sentences === 1) firstSentence = i;
    } else if (code === 42 && text.charCodeAt(i + 1) === 42) bold++;
    else if (code === 0x2013 || code === 0x2014) longDashes++;
    else if (code === 0x201c || code === 0x201d) curlyQuotes++;
    else if (code === 0x2026) ellipses++;
  }
  let start = 0;
  while (start < n && isSpace(text.charCodeAt(start))) start++;
  const opening = text.charCodeAt(start);
  return {
    lines,
    paragraphs,
    bullets,
    numbered,
    headings,
    fences,
    tableRows,
    quotedLines,
    repeatedLines,
    backticks: Math.max(counts[96]! - 3 * fences, 0),
    bold: bold >> 1,
    links: occurrences(text, '://') + occurrences(text, 'www.'),
    questions: counts[63]!,
    exclamations: counts[33]!,
    commas: counts[44]!,
    colons: counts[58]!,
    semicolons: counts[59]!,
    parentheses: counts[40]!,
    dashes: longDashes + occurrences(text, ' - ') + occurrences(text, '--'),
    ellipses,
    quotes: (counts[34]! + curlyQuotes) >> 1,
    sentences: Math.max(sentences, last === 0 ? 0 : 1),
    firstSentence: sentences === 0 ? n : firstSentence,
    last,
    endsInFence: fences % 2 === 1,
    startsSmall: opening >= 97 && opening <= 122,
    turnMarkers,
  };
}

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}
