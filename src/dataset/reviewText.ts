import type { ReviewLine } from '../edits/reviewAction.ts';
import type { ReviewChange } from '../edits/reviewChange.ts';
import type { KeyPlaces } from './keyPlaces.ts';
import { parseSidecarLine, type SidecarLine } from './sidecarLine.ts';

/** A line as it stands in a review file and as it reads. */
export interface ReadLine {
  readonly text: string;
  readonly line: SidecarLine;
}

/** The lines of a review file. `bad` counts those that can't be read. */
export function reviewLines(content: string): { readonly lines: readonly ReadLine[]; readonly bad: number } {
  const texts = textsOf(content);
  const lines = texts.flatMap(text => {
    const line = parseSidecarLine(text);
    return typeof line === 'string' ? [] : [{ text, line }];
  });
  return { lines, bad: texts.length - lines.length };
}

/**
 * What a review file holds after a change of its lines, and after comparisons of the dataset came or went: lines of all
 * reviewers get the occurrence numbers that their comparisons have then. Lines about a comparison that is gone go with it.
 * Lines that can't be read stay as they are.
 *
 * @param content of the file so far
 * @param from where comparisons stand by the numbers of that content
 * @param to where they stand by those of the result
 */
export function changedReview(content: string, change: ReviewChange, from: KeyPlaces, to: KeyPlaces): string {
  const gone = new Map<string, number>();
  for (const line of change.removed) gone.set(identity(line), (gone.get(identity(line)) ?? 0) + 1);
  const kept: string[] = [];
  // From the end: of two lines that say the same, the later one came with the change.
  for (const text of textsOf(content).toReversed()) {
    const read = parseSidecarLine(text);
    if (typeof read === 'string') {
      kept.push(text);
      continue;
    }
    const place = from.placeOf(read.key, read.occurrence);
    const left = gone.size === 0 ? 0 : (gone.get(identity({ text, place })) ?? 0);
    if (left > 0) gone.set(identity({ text, place }), left - 1);
    else kept.push(...numbered({ text, place }, read, to));
  }
  const added = change.added.flatMap(one => {
    const read = parseSidecarLine(one.text);
    return typeof read === 'string' ? [] : numbered(one, read, to);
  });
  return [...kept.reverse(), ...added].map(text => `${text}\n`).join('');
}

/** The line with the occurrence number of its comparison; none if that is gone. */
function numbered({ text, place }: ReviewLine, { key, occurrence }: SidecarLine, places: KeyPlaces): string[] {
  const now = places.occurrenceOf(key, place);
  if (now === null) return [];
  // Fields that this version does not know stay.
  return [now === occurrence ? text : JSON.stringify({ ...(JSON.parse(text) as object), occurrence: now })];
}

/** What a line says, of which comparison: the same when it was numbered anew. */
function identity({ text, place }: ReviewLine): string {
  const { occurrence: _, ...said } = JSON.parse(text) as { occurrence?: unknown };
  return `${place} ${JSON.stringify(said)}`;
}

function textsOf(content: string): string[] {
  return content
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(text => text.trim())
    .filter(text => text !== '');
}
