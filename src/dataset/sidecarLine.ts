import type { Decision, Given, TextRef, Verdict } from '../edits/decision.ts';
import type { Comparison, Label } from './comparison.ts';
import { responseHash } from './comparisonKey.ts';
import { asNumber, isObject, own, ownText } from './ownValue.ts';
import type { MalformedRow } from './row.ts';

/** One line of a review file: what a reviewer decided about one comparison. Unknown fields are left alone. */
export interface SidecarLine {
  /** Key of the comparison as it was before any edit of its texts, or of a line that could not be read. */
  readonly key: string;
  /** How many rows with this key come before it in the file. */
  readonly occurrence: number;
  /** 1-based line of the record when the decision was saved; a help for readers, not used to find the row. */
  readonly line: number;
  /** Null: taken back. */
  readonly verdict: Verdict | null;
  /** Hash of the preferred response (verdict `a` or `b`), which stays right when the record is flipped. */
  readonly preferred?: string;
  /** Hash of the response that was `a` when this was written; `texts` name the sides by it. */
  readonly a?: string;
  /** How the verdict was given, unless `seen`. */
  readonly given?: Exclude<Given, 'seen'>;
  /** The label of the record before this verdict, where it says something else; sides as of `a`. */
  readonly recorded?: Label;
  /** The verdict when the comparison came again with its sides exchanged; sides as of `a`. */
  readonly again?: Verdict;
  readonly note?: string;
  readonly tags?: readonly string[];
  /** Edited texts. */
  readonly texts?: Readonly<Partial<Record<TextRef, string>>>;
  /** Key of the comparison with its edited texts, where the file holds them. */
  readonly newKey?: string;
  /** As `preferred` and `a`, of the edited texts. */
  readonly newPreferred?: string;
  readonly newA?: string;
  readonly reviewer: string;
  /** ISO 8601. */
  readonly at: string;
}

/** What `sidecarLine` makes a line from. */
export interface SidecarEntry {
  /** The comparison as it was read before any decision was written into it. */
  readonly original: Comparison;
  readonly occurrence: number;
  readonly decision: Decision;
  readonly reviewer: string;
  /** The comparison as the file holds it now, where edited texts were written into it. */
  readonly edited?: Comparison;
}

/** A decision as a line of the review file. */
export function sidecarLine({ original, occurrence, decision, reviewer, edited }: SidecarEntry): SidecarLine {
  const { verdict, given, again, note, tags, texts, at } = decision;
  const recorded = decision.recorded ?? original.label;
  const relabelled = recorded !== null && isLabel(verdict) && verdict !== recorded;
  const hasTexts = Object.keys(texts).length > 0;
  // The record may have been flipped when the texts were written, so sides are told by what they held.
  const swapped = edited !== undefined && verdict === 'b' && original.label === 'a' && edited.label === 'a';
  const editedA = swapped ? edited.b : edited?.a;
  const editedB = swapped ? edited.a : edited?.b;
  const preferred = verdict === 'a' ? original.a : verdict === 'b' ? original.b : undefined;
  const newPreferred = verdict === 'a' ? editedA : verdict === 'b' ? editedB : undefined;
  return {
    key: original.key,
    occurrence,
    line: original.line,
    verdict,
    ...(preferred && { preferred: responseHash(preferred) }),
    ...((hasTexts || preferred || relabelled || again !== undefined) && { a: responseHash(original.a) }),
    ...(given !== null && given !== 'seen' && { given }),
    ...(relabelled && { recorded }),
    ...(again !== undefined && { again }),
    ...(note !== '' && { note }),
    ...(tags.length > 0 && { tags }),
    ...(hasTexts && { texts }),
    ...(edited && edited.key !== original.key && { newKey: edited.key }),
    ...(edited && newPreferred && { newPreferred: responseHash(newPreferred) }),
    ...(edited && editedA && { newA: responseHash(editedA) }),
    reviewer,
    at,
  };
}

/** A decision about a line that could not be read as a comparison: it has no sides and no label. */
export function malformedLine(
  { key, line }: MalformedRow,
  { occurrence, decision, reviewer }: Pick<SidecarEntry, 'occurrence' | 'decision' | 'reviewer'>,
): SidecarLine {
  const { verdict, given, note, tags, at } = decision;
  return {
    key,
    occurrence,
    line,
    verdict,
    ...(given !== null && given !== 'seen' && { given }),
    ...(note !== '' && { note }),
    ...(tags.length > 0 && { tags }),
    reviewer,
    at,
  };
}

const labels: readonly (string | null | undefined)[] = ['a', 'b', 'tie', 'both_bad'] satisfies Label[];
const verdicts: readonly (Verdict | null)[] = ['a', 'b', 'tie', 'both_bad', 'drop', 'later', null];
const givens: readonly (string | undefined)[] = ['blind', 'random', 'settled'] satisfies Given[];

function isLabel(value: string | null | undefined): value is Label {
  return labels.includes(value);
}

/** Reads a line of the review file; a string says what is wrong with it. */
export function parseSidecarLine(text: string): SidecarLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (!isObject(value)) return 'it is not an object';
  const { verdict = null } = value;
  const [key, reviewer, at] = ['key', 'reviewer', 'at'].map(name => ownText(value, name));
  const [occurrence, line] = ['occurrence', 'line'].map(name => asNumber(own(value, name)));
  if (key === undefined || !/^[0-9a-f]{32}$/.test(key)) return 'it has no key of 32 hex digits';
  if (reviewer === undefined || at === undefined) return 'it lacks a reviewer or a time';
  if (!verdicts.includes(verdict as Verdict | null)) return `its verdict ${JSON.stringify(verdict)} is not known`;
  return {
    key,
    occurrence: occurrence ?? 0,
    line: line ?? 0,
    verdict: verdict as Verdict | null,
    ...texts(value, ['preferred', 'a', 'note', 'newKey', 'newPreferred', 'newA']),
    ...givenOf(value),
    ...secondary(value),
    ...(Array.isArray(value.tags) && { tags: value.tags.filter(tag => typeof tag === 'string') }),
    ...(isObject(value.texts) && { texts: editedTexts(value.texts) }),
    reviewer,
    at,
  };
}

/** Files of earlier versions say `blind: true`. */
function givenOf(value: object): Pick<SidecarLine, 'given'> {
  const given = ownText(value, 'given');
  if (givens.includes(given)) return { given: given as Exclude<Given, 'seen'> };
  return own(value, 'blind') === true ? { given: 'blind' } : {};
}

function secondary(value: object): Pick<SidecarLine, 'recorded' | 'again'> {
  const recorded = ownText(value, 'recorded');
  const again = ownText(value, 'again') as Verdict | undefined;
  return {
    ...(isLabel(recorded) && { recorded }),
    ...(again !== undefined && verdicts.includes(again) && { again }),
  };
}

function texts(value: object, names: readonly string[]): Partial<SidecarLine> {
  return Object.fromEntries(
    names.flatMap(name => {
      const text = ownText(value, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function editedTexts(value: Readonly<Record<string, unknown>>): NonNullable<SidecarLine['texts']> {
  const held = Object.entries(value).filter(
    (entry): entry is [string, string] => /^(prompt|a|b)\/\d+$/.test(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(held);
}
