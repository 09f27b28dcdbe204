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
  /\p{N}+(?:[.,:]\p{N}+)+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_-]+(?:['’][\p{L}\p{M}]+)*|\s+|[\s\S]/gu;
const lines = /[^\n]*\n|[^\n]+/g;

interface Run {
  readonly kind: Part['kind'];
  readonly tokens: readonly string[];
}

/** Compares two texts word by word; line by line where that takes longer than the time box. */
export function wordDiff(first: string, second: string, time: TimeBox = { words: 80, lines: 60 }): WordDiff {
  const most = mostShared(first.match(words) ?? [], second.match(words) ?? []);
  if (most < leastShared) return { kind: 'too-different', shared: most };
  for (const by of ['words', 'lines'] as const) {
    const pattern = by === 'words' ? words : lines;
    const changes = diffArrays(first.match(pattern) ?? [], second.match(pattern) ?? [], { timeout: time[by] });
    if (changes === undefined) continue;
    const runs: Run[] = changes.map(change => ({
      kind: change.added ? 'second' : change.removed ? 'first' : 'both',
      tokens: change.value,
    }));
    const shared = shareOf(runs);
    if (shared < leastShared) return { kind: 'too-different', shared };
    return { kind: 'marked', by, shared, ...marksOf(by === 'words' ? withoutIslands(runs) : runs) };
  }
  return { kind: 'too-long' };
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
function mostShared(first: readonly string[], second: readonly string[]): number {
  const counts = new Map<string, number>();
  let all = 0;
  let common = 0;
  for (const token of first) {
    if (!isWord(token)) continue;
    all++;
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  for (const token of second) {
    if (!isWord(token)) continue;
    all++;
    const left = counts.get(token) ?? 0;
    if (left > 0) {
      common++;
      counts.set(token, left - 1);
    }
  }
  return all === 0 ? 1 : (2 * common) / all;
}

function shareOf(runs: readonly Run[]): number {
  let all = 0;
  let common = 0;
  for (const { kind, tokens } of runs) {
    const n = wordCount(tokens.join(''));
    all += kind === 'both' ? 2 * n : n;
    if (kind === 'both') common += 2 * n;
  }
  return all === 0 ? 1 : common / all;
}

/** Makes a single shared word between longer changes part of them: a phrase reads better than its splinters. */
function withoutIslands(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  let first: string[] = [];
  let second: string[] = [];
  const flush = (): void => {
    if (first.length > 0) result.push({ kind: 'first', tokens: first });
    if (second.length > 0) result.push({ kind: 'second', tokens: second });
    first = [];
    second = [];
  };
  const changed = (from: number): number => {
    let n = 0;
    for (let i = from; i < runs.length && runs[i]!.kind !== 'both'; i++) n += runs[i]!.tokens.filter(isWord).length;
    return n;
  };
  runs.forEach((run, i) => {
    if (run.kind === 'first') first.push(...run.tokens);
    else if (run.kind === 'second') second.push(...run.tokens);
    else {
      const before = first.filter(isWord).length + second.filter(isWord).length;
      const inside = run.tokens.filter(isWord).length;
      const isIsland =
        inside <= 1 && before >= 2 * inside && changed(i + 1) >= 2 * inside && before + changed(i + 1) > 4 * inside;
      if (isIsland && !run.tokens.join('').includes('\n')) {
        first.push(...run.tokens);
        second.push(...run.tokens);
      } else {
        flush();
        result.push(run);
      }
    }
  });
  flush();
  return result;
}

function marksOf(runs: readonly Run[]): { first: Range[]; second: Range[]; parts: Part[] } {
  const first: Range[] = [];
  const second: Range[] = [];
  const parts: Part[] = [];
  let atFirst = 0;
  let atSecond = 0;
  for (const { kind, tokens } of runs) {
    const text = tokens.join('');
    parts.push({ kind, text });
    if (kind !== 'second') {
      if (kind === 'first') addTrimmed(first, text, atFirst);
      atFirst += text.length;
    }
    if (kind !== 'first') {
      if (kind === 'second') addTrimmed(second, text, atSecond);
      atSecond += text.length;
    }
  }
  return { first, second, parts };
}

/** Adds a range without the white space at its ends. */
function addTrimmed(ranges: Range[], text: string, at: number): void {
  const start = at + text.length - text.trimStart().length;
  const end = at + text.trimEnd().length;
  if (end > start) ranges.push({ start, end });
}
