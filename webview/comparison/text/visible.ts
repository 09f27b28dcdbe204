/** Names of the characters that steer text without being seen. */
const names: ReadonlyMap<number, string> = new Map([
  [0x00ad, 'soft hyphen'],
  [0x034f, 'grapheme joiner'],
  [0x061c, 'Arabic letter mark'],
  [0x115f, 'Hangul filler'],
  [0x180e, 'Mongolian vowel separator'],
  [0x200b, 'zero-width space'],
  [0x200c, 'zero-width non-joiner'],
  [0x200d, 'zero-width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'end of embedding'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'end of isolate'],
  [0x3164, 'Hangul filler'],
  [0xfeff, 'byte order mark'],
  [0xfffd, 'replacement character'],
]);

/**
 * Bidirectional controls, zero-width and control characters, tags (U+E00xx) and the replacement character. Joiners count
 * only where they join nothing: between letters or emoji they are part of the writing.
 */
const unseen =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: these characters are looked for one by one
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\ufffd\u{e0000}-\u{e007f}]|\u034f|(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])/gu;

/** A piece of text: as it is, or one character that would not be seen. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unseen'; readonly mark: string; readonly title: string };

/** The text in pieces, so that what would not be seen is shown: U+202E for a right-to-left override, and so on. */
export function pieces(text: string): Piece[] {
  const result: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(unseen)) {
    const [character] = match;
    // A carriage return before a line feed is a line ending.
    if (character === '\r' && text[match.index + 1] === '\n') continue;
    if (match.index > end) result.push({ kind: 'text', text: text.slice(end, match.index) });
    end = match.index + character.length;
    result.push({ kind: 'unseen', ...describe(character.codePointAt(0) ?? 0) });
  }
  if (end < text.length || result.length === 0) result.push({ kind: 'text', text: text.slice(end) });
  return result;
}

/** The text with what would not be seen written out, for titles and other one-line texts. */
export function visible(text: string): string {
  return pieces(text)
    .map(piece => (piece.kind === 'text' ? piece.text : `[${piece.mark}]`))
    .join('');
}

/** Writes out what would not be seen in all text below a node. */
export function showUnseen(root: Node): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && node.data.search(unseen) >= 0) found.push(node);
  }
  for (const node of found) node.replaceWith(...pieces(node.data).map(nodeOf));
}

function nodeOf(piece: Piece): Node {
  if (piece.kind === 'text') return document.createTextNode(piece.text);
  const element = document.createElement('span');
  element.className = 'unseen';
  element.title = piece.title;
  element.textContent = piece.mark;
  return element;
}

function describe(code: number): { mark: string; title: string } {
  const mark = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names.get(code) ?? (code >= 0xe0000 ? 'tag character' : 'control character');
  return { mark, title: `${mark}, ${name}: not seen in the text itself` };
}
