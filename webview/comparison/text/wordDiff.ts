import { diffArrays } from 'diff';

/** A stretch of a text: characters from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A stretch of both texts as one: shared, or only in the first or the second. */
export interface Part {
  readonly kind: 'both' | 'first' | 'second';
  readonly text: string;
}

/** How two texts differ. `shared` is the share of words in both, 2 |common| / (|first| + |second|), 0 to 1. */
export type WordDiff =
  | {
      readonly kind: 'marked';
      /** Lines where words would have taken too long. */
      readonly by: 'words' | 'lines';
      readonly first: readonly Range[];
      readonly second: readonly Range[];
      readonly parts: readonly Part[];
      readonly shared: number;
    }
  | { readonly kind: 'too-different'; readonly shared: number }
  | { readonly kind: 'too-long' };

/** Below this share of words in common, marks would cover nearly everything and say nothing. */
export const leastShared = 1 / 3;

/** Time for each try, in ms: words first, then lines. */
export interface TimeBox {
  readonly words: number;
  readonly lines: number;
}

const words =
  /\p{N}+(?:[.,:]\p{N}+)+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_-]+(?:['’][\p{L}\p{M}]+)*|[^\s]/gu;
const lines = /[^\n]*\n|[^\n]+/g;

/** A token and where it stands. White space is in none, so that it neither counts as shared nor is marked. */
interface Token extends Range {
  readonly text: string;
}

/** A stretch of tokens: `first` of the first text, `second` of the second; in a shared stretch both, equally many. */
interface Run {
  readonly kind: Part['kind'];
  readonly first: readonly Token[];
  readonly second: readonly Token[];
}

/** Compares two texts word by word; line by line where that takes longer than the time box. */
export function wordDiff(first: string, second: string, time: TimeBox = { words: 80, lines: 60 }): WordDiff {
  for (const by of ['words', 'lines'] as const) {
    const tokens = { first: tokensOf(first, by), second: tokensOf(second, by) };
    if (by === 'words') {
      const most = mostShared(tokens.first, tokens.second);
      if (most < leastShared) return { kind: 'too-different', shared: most };
    }
    const runs = runsOf(tokens.first, tokens.second, time[by]);
    if (runs === null) continue;
    const shared = shareOf(runs);
    if (shared < leastShared) return { kind: 'too-different', shared };
    const drawn = by === 'words' ? withoutIslands(runs) : runs;
    return {
      kind: 'marked',
      by,
      shared,
      first: rangesOf(drawn, 'first'),
      second: rangesOf(drawn, 'second'),
      parts: partsOf(drawn, first, second),
    };
  }
  return { kind: 'too-long' };
}

function tokensOf(text: string, by: 'words' | 'lines'): Token[] {
  return Array.from(text.matchAll(by === 'words' ? words : lines), ({ 0: token, index }) => ({
    text: token,
    start: index,
    end: index + token.length,
  }));
}

/** The texts in stretches; null where that takes longer than `timeout` ms. */
function runsOf(first: readonly Token[], second: readonly Token[], timeout: number): Run[] | null {
  const changes = diffArrays(
    first.map(token => token.text),
    second.map(token => token.text),
    { timeout },
  );
  if (changes === undefined) return null;
  let i = 0;
  let j = 0;
  return changes.map(({ added, removed, count }): Run => {
    const inFirst = added ? [] : first.slice(i, i + count);
    const inSecond = removed ? [] : second.slice(j, j + count);
    i += inFirst.length;
    j += inSecond.length;
    return { kind: added ? 'second' : removed ? 'first' : 'both', first: inFirst, second: inSecond };
  });
}

/** Words of a text as people count them: what is neither space nor punctuation. */
export function wordCount(text: string): number {
  let n = 0;
  for (const [token] of text.matchAll(words)) if (isWord(token)) n++;
  return n;
}

function isWord(token: string): boolean {
  return /[\p{L}\p{N}]/u.test(token);
}

/** The share of words in common if their order did not matter: an upper bound, found in linear time. */
function mostShared(first: readonly Token[], second: readonly Token[]): number {
  const counts = new Map<string, number>();
  let all = 0;
  let common = 0;
  for (const { text } of first) {
    if (!isWord(text)) continue;
    all++;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const { text } of second) {
    if (!isWord(text)) continue;
    all++;
    const left = counts.get(text) ?? 0;
    if (left > 0) {
      common++;
      counts.set(text, left - 1);
    }
  }
  return all === 0 ? 1 : (2 * common) / all;
}

function wordsIn(tokens: readonly Token[]): number {
  let n = 0;
  for (const { text } of tokens) n += text.includes(' ') ? wordCount(text) : Number(isWord(text));
  return n;
}

function shareOf(runs: readonly Run[]): number {
  let all = 0;
  let common = 0;
  for (const { kind, first, second } of runs) {
    const n = wordsIn(first) + wordsIn(second);
    all += n;
    if (kind === 'both') common += n;
  }
  return all === 0 ? 1 : common / all;
}

/** Makes a single shared word between longer changes part of them: a phrase reads better than its splinters. */
function withoutIslands(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  let first: Token[] = [];
  let second: Token[] = [];
  const flush = (): void => {
    if (first.length > 0) result.push({ kind: 'first', first, second: [] });
    if (second.length > 0) result.push({ kind: 'second', first: [], second });
    first = [];
    second = [];
  };
  const changedFrom = (from: number): number => {
    let n = 0;
    for (let i = from; i < runs.length && runs[i]!.kind !== 'both'; i++)
      n += wordsIn(runs[i]!.first) + wordsIn(runs[i]!.second);
    return n;
  };
  runs.forEach((run, i) => {
    if (run.kind !== 'both') {
      first.push(...run.first);
      second.push(...run.second);
      return;
    }
    const before = wordsIn(first) + wordsIn(second);
    const after = changedFrom(i + 1);
    if (run.first.length <= 2 && wordsIn(run.first) <= 1 && before >= 2 && after >= 2 && before + after > 4) {
      first.push(...run.first);
      second.push(...run.second);
    } else {
      flush();
      result.push(run);
    }
  });
  flush();
  return result;
}

/** What is only in one text, from the first character of a stretch to its last; line ends are left out. */
function rangesOf(runs: readonly Run[], side: 'first' | 'second'): Range[] {
  const ranges: Range[] = [];
  for (const run of runs) {
    const tokens = run.kind === side ? run[side] : [];
    const last = tokens.at(-1);
    if (last === undefined) continue;
    ranges.push({ start: tokens[0]!.start, end: last.end - (last.text.endsWith('\n') ? 1 : 0) });
  }
  return ranges.filter(({ start, end }) => end > start);
}

/** Both texts as one. White space between stretches goes with the text that it stands in; in shared ones, the second's. */
function partsOf(runs: readonly Run[], first: string, second: string): Part[] {
  const parts: Part[] = [];
  let atFirst = 0;
  let atSecond = 0;
  const add = (kind: Part['kind'], text: string): void => {
    if (text !== '') parts.push({ kind, text });
  };
  for (const { kind, first: inFirst, second: inSecond } of runs) {
    const text = kind === 'first' ? first : second;
    const tokens = kind === 'first' ? inFirst : inSecond;
    const at = kind === 'first' ? atFirst : atSecond;
    const start = tokens[0]?.start ?? at;
    const end = tokens.at(-1)?.end ?? at;
    add('both', text.slice(at, start));
    add(kind, text.slice(start, end));
    if (kind !== 'second') atFirst = inFirst.at(-1)?.end ?? atFirst;
    if (kind !== 'first') atSecond = inSecond.at(-1)?.end ?? atSecond;
  }
  add('both', second.slice(atSecond));
  return parts;
}
