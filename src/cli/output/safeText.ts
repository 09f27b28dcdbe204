/**
 * Text of a dataset as a terminal may have it: control characters, escapes, bidirectional overrides, line separators and
 * characters that take no room become visible signs, so that a text can neither move the cursor nor pretend to be output of this program.
 * Tabs and line breaks stay.
 */
export function safeText(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(unsafe, sign);
}

/** As `safeText`, on one line of at most `length` characters. */
export function safeLine(text: string, length: number): string {
  const line = safeText(text.slice(0, 8 * length))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, Math.max(1, length - 1)).trimEnd()}…` : line;
}

const unsafe =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function sign(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
