/** What the lines of a text say about its structure, and its text without code blocks. */
export interface LineScan {
  readonly prose: string;
  readonly paragraphs: number;
  readonly bullets: number;
  readonly steps: number;
  readonly headings: number;
  readonly tableRows: number;
  readonly quoteLines: number;
  readonly codeBlocks: number;
  readonly namedCodeBlocks: number;
  readonly codeLines: number;
  readonly commentLines: number;
  /** A code block is still open at the end. */
  readonly openCode: boolean;
}

// Every pattern is anchored and bounded, so that a hostile line costs no more than its first characters.
const bullet = /^\s{0,12}[-*+•–▪◦]\s/u;
const step = /^\s{0,12}(?:\d{1,3}|[a-zA-Z])[.)]\s/u;
const heading = /^\s{0,3}#{1,6}\s/u;
const fence = /^\s{0,12}(?:```|~~~)/u;
const comment = /^\s{0,40}(?:\/\/|#|--|\/\*|\*|<!--|%|;)/u;

function isTableRow(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.length > 2 && trimmed.startsWith('|') && trimmed.endsWith('|') && trimmed.indexOf('|', 1) > 0;
}

/** A whole line in bold is a heading by another name. */
function isBoldLine(line: string): boolean {
  const trimmed = line.trim();
  return trimmed.length > 4 && trimmed.length < 120 && trimmed.startsWith('**') && /\*\*:?$/u.test(trimmed.slice(-3));
}

/** One pass over the lines of a text. */
export function scanLines(text: string): LineScan {
  const prose: string[] = [];
  let paragraphs = 0;
  let bullets = 0;
  let steps = 0;
  let headings = 0;
  let tableRows = 0;
  let quoteLines = 0;
  let codeBlocks = 0;
  let namedCodeBlocks = 0;
  let codeLines = 0;
  let commentLines = 0;
  let openCode = false;
  let inParagraph = false;
  for (let start = 0; start <= text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const line = text.slice(start, end);
    start = end + 1;
    if (fence.test(line)) {
      if (!openCode) {
        codeBlocks++;
        if (/^\s{0,12}(?:```|~~~)[\w+#-]/u.test(line)) namedCodeBlocks++;
      }
      openCode = !openCode;
      inParagraph = false;
      prose.push('');
      continue;
    }
    if (openCode) {
      codeLines++;
      if (comment.test(line)) commentLines++;
      continue;
    }
    prose.push(line);
    if (line.trim() === '') {
      inParagraph = false;
      continue;
    }
    if (!inParagraph) paragraphs++;
    inParagraph = true;
    if (bullet.test(line)) bullets++;
    else if (step.test(line)) steps++;
    else if (heading.test(line) || isBoldLine(line)) headings++;
    else if (isTableRow(line)) tableRows++;
    else if (line.startsWith('>')) quoteLines++;
  }
  return {
    prose: prose.join('\n'),
    paragraphs,
    bullets,
    steps,
    headings,
    tableRows,
    quoteLines,
    codeBlocks,
    namedCodeBlocks,
    codeLines,
    commentLines,
    openCode,
  };
}
