import { applyEdits, modify } from 'jsonc-parser';
import { type Decision, type TextRef, undecided } from '../edits/decision.ts';
import type { Comparison } from './comparison.ts';
import { comparisonKey } from './comparisonKey.ts';
import type { Container } from './container.ts';
import { DatasetError } from './datasetError.ts';
import type { Choice } from './detectFormat.ts';
import { isObject } from './ownValue.ts';
import { writeDecision } from './writeDecision.ts';

/** How a draft is made of a record: all of it, or only its layout. */
export type DraftKind = 'copy' | 'blank';

/** A file's way of holding and reading records. */
interface Reader {
  readonly path: string;
  readonly container: Container;
  readonly choice: Choice;
}

/**
 * The source text of a new record, in the layout of one that the file holds. A copy has its texts as they are edited; its
 * verdict, note and tags stay with the original. A blank has the same turns without their texts, and no field that the
 * format can do without.
 *
 * @throws {DatasetError} `not-writable` if the format can't hold what is asked for
 */
export function draftRecord(reader: Reader, record: Buffer, decision: Decision, kind: DraftKind): string {
  const source = record.toString('utf8');
  const read = readText(reader, source);
  if (read === null) throw refused(reader.path, 'a line that can’t be read as a comparison is no model for a new one');
  if (kind === 'copy') {
    const { texts } = decision;
    const { bytes, notExpressed } = writeDecision(record, { ...undecided, texts }, reader);
    if (notExpressed.length > 0) throw refused(reader.path, `this format can’t hold ${notExpressed.join(', ')}`);
    return bytes.toString('utf8');
  }
  const bare = withoutSpare(reader, source, read);
  const { bytes } = writeDecision(Buffer.from(bare, 'utf8'), { ...undecided, texts: emptyTexts(read) }, reader);
  const blank = bytes.toString('utf8');
  const result = readText(reader, blank);
  if (result === null || result.key !== comparisonKey(emptied(read))) {
    throw refused(reader.path, 'this format can’t hold a comparison without texts. Duplicate one instead, and edit it');
  }
  return blank;
}

function readText({ container, choice: { format, map } }: Reader, text: string): Keyed | null {
  const parsed = container.parse(text);
  const read = parsed.ok ? format.read(parsed.record, map) : null;
  return read?.ok === true ? { ...read.comparison, key: comparisonKey(read.comparison) } : null;
}

type Keyed = Omit<Comparison, 'row' | 'line'>;

/** The record without the fields that the comparison reads the same without. */
function withoutSpare(reader: Reader, source: string, read: Keyed): string {
  const parsed = reader.container.parse(source);
  if (!parsed.ok || !isObject(parsed.record)) return source;
  let text = source;
  for (const name of Object.keys(parsed.record)) {
    const shorter = without(reader.container, text, name);
    const now = readText(reader, shorter);
    if (now !== null && now.key === read.key && now.label === read.label && sameRoles(now, read)) text = shorter;
  }
  return text;
}

/** Values that are separated keep their columns, so they are emptied. */
function without(container: Container, text: string, name: string): string {
  if (container.kind === 'separated') return container.patch(text, [{ kind: 'set', path: [name], value: '' }]);
  return applyEdits(text, modify(text, [name], undefined, {}));
}

function sameRoles(one: Keyed, other: Keyed): boolean {
  const roles = ({ prompt, a, b }: Keyed): string =>
    JSON.stringify([prompt, a.messages, b.messages].map(part => part.map(({ role }) => role)));
  return roles(one) === roles(other);
}

function emptyTexts({ prompt, a, b }: Keyed): Decision['texts'] {
  const texts: Partial<Record<TextRef, string>> = {};
  prompt.forEach((_, i) => {
    texts[`prompt/${i}`] = '';
  });
  a.messages.forEach((_, i) => {
    texts[`a/${i}`] = '';
  });
  b.messages.forEach((_, i) => {
    texts[`b/${i}`] = '';
  });
  return texts;
}

function emptied({ prompt, a, b, promptB }: Keyed): Parameters<typeof comparisonKey>[0] {
  const blank = (messages: Keyed['prompt']): Keyed['prompt'] => messages.map(message => ({ ...message, content: '' }));
  return {
    prompt: blank(prompt),
    ...(promptB && { promptB: blank(promptB) }),
    a: { ...a, messages: blank(a.messages) },
    b: { ...b, messages: blank(b.messages) },
  };
}

function refused(path: string, why: string): DatasetError {
  return new DatasetError('not-writable', path, `no comparison can be added here: ${why}`, 'The file is as it was');
}
