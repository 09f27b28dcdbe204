import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Decision, isUndecided, judgement, type TextRef, type Verdict } from '../edits/decision.ts';
import { AppendFile } from './appendFile.ts';
import { syncFolder } from './atomicWrite.ts';
import type { Comparison } from './comparison.ts';
import { responseHash } from './comparisonKey.ts';
import type { MalformedRow } from './row.ts';
import { parseSidecarLine, type SidecarLine } from './sidecarLine.ts';

/**
 * Path of the review file beside a dataset: `my.review.jsonl` for `my.jsonl` and `my.jsonl.gz`. Entries are found by
 * comparison, so files that differ in their ending alone can share one.
 */
export function sidecarPath(path: string): string {
  const name = basename(path).replace(/(\.(jsonl|ndjson|json|csv|tsv|parquet))?(\.(gz|zst))?$/i, '');
  return join(dirname(path), `${name}.review.jsonl`);
}

/** Appends decisions to a review file and flushes it; it is created. @throws {DatasetError} `file-trouble` */
export async function appendSidecar(path: string, lines: readonly SidecarLine[]): Promise<void> {
  if (lines.length === 0) return;
  const file = await AppendFile.open(path);
  try {
    await file.append(lines, { flush: true });
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

/** A line of a review file that can't be read. It stays in the file. */
export interface BadSidecarLine {
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

/** A decision that a review file holds about a row. */
export interface SidecarMatch {
  readonly reviewer: string;
  /** In terms of the comparison as it was matched: `a` and `b` are its sides, `texts` what it does not hold yet. */
  readonly decision: Decision;
  /** The reviewer's verdict from before a look at those of others; the decision's own, unless that one settles. */
  readonly independent: Verdict | null;
  /** Key and occurrence of the entry: those of the comparison before its texts were edited. */
  readonly key: string;
  readonly occurrence: number;
}

/** What a review file says, by comparison. The latest line of a reviewer about a comparison counts. */
export class SidecarIndex {
  /** Entries by key, then occurrence, then reviewer; under the old key, and the new one where texts were edited. */
  readonly #entries = new Map<string, Map<number, Map<string, SidecarLine>>>();
  /** From a new key to what it was before. */
  readonly #renamed = new Map<string, { readonly key: string; readonly occurrence: number }[]>();
  /** From a line that settles to the reviewer's own line before it. */
  readonly #independent = new Map<SidecarLine, SidecarLine>();
  readonly #bad: BadSidecarLine[] = [];

  /** Reads a review file; one that does not exist is empty. */
  static async read(path: string): Promise<SidecarIndex> {
    let text = '';
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    return SidecarIndex.of(text);
  }

  /** Reads the text of a review file. */
  static of(text: string): SidecarIndex {
    const index = new SidecarIndex();
    for (const [i, line] of text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .entries()) {
      if (line.trim() === '') continue;
      const parsed = parseSidecarLine(line);
      if (typeof parsed === 'string') index.#bad.push({ line: i + 1, reason: parsed });
      else index.add(parsed);
    }
    index.#linkRenamed();
    return index;
  }

  /** Lines that can't be read, in order. */
  get bad(): readonly BadSidecarLine[] {
    return this.#bad;
  }

  /** True if the file says nothing about any comparison. */
  get empty(): boolean {
    return this.#entries.size === 0;
  }

  /** Keys of comparisons that the file says something about: as they were, and as texts were edited. */
  keys(): Iterable<string> {
    return new Set([...this.#entries.keys(), ...this.#renamed.keys()]);
  }

  /** Adds a line that is later than all before it. */
  add(line: SidecarLine): void {
    const byOccurrence = this.#entries.get(line.key) ?? new Map<number, Map<string, SidecarLine>>();
    this.#entries.set(line.key, byOccurrence);
    const byReviewer = byOccurrence.get(line.occurrence) ?? new Map<string, SidecarLine>();
    byOccurrence.set(line.occurrence, byReviewer);
    const before = byReviewer.get(line.reviewer);
    byReviewer.set(line.reviewer, line);
    if (line.given === 'settled' && before !== undefined)
      this.#independent.set(line, this.#independent.get(before) ?? before);
  }

  /** Matches rows in file order. */
  matcher(): SidecarMatcher {
    return new SidecarMatcher(this.#entries, this.#renamed, this.#independent);
  }

  #linkRenamed(): void {
    for (const [key, byOccurrence] of this.#entries) {
      for (const [occurrence, byReviewer] of byOccurrence) {
        const newKeys = new Set([...byReviewer.values()].flatMap(line => line.newKey ?? []));
        for (const newKey of newKeys) {
          this.#renamed.set(newKey, [...(this.#renamed.get(newKey) ?? []), { key, occurrence }]);
        }
      }
    }
  }
}

/**
 * Finds the decisions about each row of a file. It counts occurrences itself, so it must be given every row once, in
 * file order; it keeps a counter only for keys that the review file knows.
 */
export class SidecarMatcher {
  readonly #entries: ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<string, SidecarLine>>>;
  readonly #renamed: ReadonlyMap<string, readonly { readonly key: string; readonly occurrence: number }[]>;
  readonly #independent: ReadonlyMap<SidecarLine, SidecarLine>;
  readonly #seen = new Map<string, number>();

  /** See `SidecarIndex.matcher`. */
  constructor(
    entries: ReadonlyMap<string, ReadonlyMap<number, ReadonlyMap<string, SidecarLine>>>,
    renamed: ReadonlyMap<string, readonly { readonly key: string; readonly occurrence: number }[]>,
    independent: ReadonlyMap<SidecarLine, SidecarLine>,
  ) {
    this.#entries = entries;
    this.#renamed = renamed;
    this.#independent = independent;
  }

  /** The decisions about the next comparison, one per reviewer; those that were taken back in full are left out. */
  next(comparison: Comparison): readonly SidecarMatch[] {
    const { key } = comparison;
    const entries = this.#entries.get(key);
    const origins = this.#renamed.get(key);
    if (!entries && !origins) return [];
    const seen = this.#seen.get(key) ?? 0;
    this.#seen.set(key, seen + 1);
    const origin = origins?.[seen];
    if (origin) {
      const byReviewer = this.#entries.get(origin.key)?.get(origin.occurrence);
      return this.#matches(byReviewer, comparison);
    }
    return this.#matches(entries?.get(this.#unmoved(entries, seen - (origins?.length ?? 0))), comparison);
  }

  /** As `next`, about a line that could not be read as a comparison. */
  nextMalformed({ key }: MalformedRow): readonly SidecarMatch[] {
    const entries = this.#entries.get(key);
    if (!entries) return [];
    const occurrence = this.#seen.get(key) ?? 0;
    this.#seen.set(key, occurrence + 1);
    return [...(entries.get(occurrence)?.values() ?? [])].flatMap(line => {
      const { reviewer, verdict, given = 'seen', note = '', tags = [], at } = line;
      const decision: Decision = { ...judgement(verdict, given), note, tags, texts: {}, at };
      return isUndecided(decision) ? [] : [{ reviewer, decision, independent: verdict, key, occurrence }];
    });
  }

  /** Occurrence number before edits: those whose texts were edited stand under another key now. */
  #unmoved(entries: ReadonlyMap<number, ReadonlyMap<string, SidecarLine>>, seen: number): number {
    let occurrence = 0;
    for (let left = seen; ; occurrence++) {
      const moved = [...(entries.get(occurrence)?.values() ?? [])].some(line => line.newKey !== undefined);
      if (moved) continue;
      if (left === 0) return occurrence;
      left--;
    }
  }

  #matches(byReviewer: ReadonlyMap<string, SidecarLine> | undefined, comparison: Comparison): SidecarMatch[] {
    const read = (line: SidecarLine): Decision | null => decisionOf(line, comparison, line.newKey === comparison.key);
    return [...(byReviewer?.values() ?? [])].flatMap(line => {
      const decision = read(line);
      if (decision === null) return [];
      const before = this.#independent.get(line);
      const independent =
        line.given === 'settled' ? (before === undefined ? null : (read(before)?.verdict ?? null)) : decision.verdict;
      const { reviewer, occurrence } = line;
      return [{ reviewer, decision, independent, key: line.key, occurrence }];
    });
  }
}

/** The decision in terms of the comparison as it reads now: its sides may have changed places since. */
function decisionOf(line: SidecarLine, comparison: Comparison, textsInFile: boolean): Decision | null {
  const [hashA, hashB] = [responseHash(comparison.a), responseHash(comparison.b)];
  const first = textsInFile ? line.newA : line.a;
  const turned = first !== undefined && hashA !== hashB && first === hashB;
  const preferred = textsInFile ? line.newPreferred : line.preferred;
  const { note = '', tags = [], given = 'seen', at } = line;
  let { verdict } = line;
  if (verdict === 'a' || verdict === 'b') {
    const side = preferred === undefined || hashA === hashB ? verdict : sideOf(preferred, hashA, hashB);
    if (side === null) return null;
    verdict = side;
  }
  const texts = textsInFile ? {} : turnedTexts(line.texts ?? {}, turned);
  // A comparison whose edited texts are in the file is told of even if nothing else is decided: it goes by its old key.
  const again = line.again === undefined ? {} : { again: turnedVerdict(line.again, turned) };
  const before = line.recorded === undefined ? comparison.label : turnedVerdict(line.recorded, turned);
  const recorded = before === null || before === comparison.label ? {} : { recorded: before };
  const decision: Decision = { ...judgement(verdict, given), ...again, ...recorded, note, tags, texts, at };
  return isUndecided(decision) && !textsInFile ? null : decision;
}

function sideOf(preferred: string, hashA: string, hashB: string): 'a' | 'b' | null {
  if (preferred === hashA) return 'a';
  return preferred === hashB ? 'b' : null;
}

function turnedVerdict<V extends Verdict>(verdict: V, turned: boolean): V | 'a' | 'b' {
  if (!turned || (verdict !== 'a' && verdict !== 'b')) return verdict;
  return verdict === 'a' ? 'b' : 'a';
}

function turnedTexts(texts: NonNullable<SidecarLine['texts']>, turned: boolean): Decision['texts'] {
  if (!turned) return texts;
  const other = (ref: string): TextRef => ref.replace(/^[ab]\//, side => (side === 'a/' ? 'b/' : 'a/')) as TextRef;
  return Object.fromEntries(Object.entries(texts).map(([ref, text]) => [other(ref), text]));
}
