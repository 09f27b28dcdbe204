import { kindsAt, letter, mark, number, widthAt } from '../../reward/text/characterKinds.ts';

/** What a token is. */
export type TokenKind = 'word' | 'end' | 'line';

/** Takes a token: where it begins and ends, and of a word the kinds of its first character, of any, and of all. */
export type TakeToken = (kind: TokenKind, from: number, to: number, first: number, any: number, all: number) => void;

const wordKinds = letter | mark | number;
const letters = letter | mark;

/**
 * Hands over the words of a text, runs of letters, marks and digits with apostrophes inside, its runs of sentence ends, and its line
 * feeds: `[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[.!?。！？…]+|\n`, without the cost of a match for each.
 */
export function forEachToken(text: string, take: TakeToken): void {
  const n = text.length;
  for (let at = 0; at < n; ) {
    const unit = text.charCodeAt(at);
    if (unit === 10) {
      take('line', at, ++at, 0, 0, 0);
      continue;
    }
    if (endsSentence(unit)) {
      const from = at++;
      while (at < n && endsSentence(text.charCodeAt(at))) at++;
      take('end', from, at, 0, 0, 0);
      continue;
    }
    const first = kindsAt(text, at);
    if ((first & wordKinds) === 0) {
      at += widthAt(text, at);
      continue;
    }
    const from = at;
    let any = 0;
    let all = -1;
    let within = wordKinds;
    for (let kinds = first; ; ) {
      any |= kinds;
      all &= kinds;
      at += widthAt(text, at);
      if (at >= n) break;
      kinds = kindsAt(text, at);
      if ((kinds & within) !== 0) continue;
      const apostrophe = text.charCodeAt(at) === 39 || text.charCodeAt(at) === 0x2019;
      if (!apostrophe || at + 1 >= n) break;
      const next = kindsAt(text, at + 1);
      if ((next & letters) === 0) break;
      all = 0;
      within = letters;
      kinds = next;
      at++;
    }
    take('word', from, at, first, any, all);
  }
}

function endsSentence(unit: number): boolean {
  return (
    unit === 46 ||
    unit === 33 ||
    unit === 63 ||
    unit === 0x3002 ||
    unit === 0xff01 ||
    unit === 0xff1f ||
    unit === 0x2026
  );
}
