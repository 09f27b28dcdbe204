import { byNames } from './byNames.ts';
import type { Annotation, Label } from './comparison.ts';
import { type JudgeSays, judgeOpinions } from './judgeOpinions.ts';
import { readLabel } from './labels.ts';
import { isObject, own } from './ownValue.ts';

/** Fields that name the record, first match wins. */
export const idFields = ['id', 'uuid', 'comparison_id', 'prompt_id', 'question_id'];
/** Fields that name who labelled. */
export const annotatorFields = ['annotator', 'annotator_id', 'worker', 'worker_id', 'judge', 'user_id'];
/** Fields that name where the comparison is from. */
export const sourceFields = ['source', 'dataset', 'subset', 'domain'];

/** Facts that any record may hold beside its texts and label. */
export interface RecordFacts {
  readonly id?: string;
  readonly source?: string;
  readonly annotations: readonly Annotation[];
  readonly opinions?: Readonly<Record<string, JudgeSays>>;
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What the format has read of the record already, and how. */
export interface Known {
  /** Names of fields that the format has used; they are not repeated in `fields`. */
  readonly used: ReadonlySet<string>;
  readonly label: Label | null;
  readonly strength?: number | undefined;
  /** Codes of the labels in the list `annotations`. */
  readonly codes?: Readonly<Record<string, Label>> | undefined;
  /** Names that the user gave. */
  readonly idField?: string | undefined;
  readonly annotatorField?: string | undefined;
  readonly sourceField?: string | undefined;
}

/** Labels in `annotations` lists of files that hold chosen and rejected. */
export const sidedCodes: Readonly<Record<string, Label>> = { chosen: 'a', rejected: 'b' };

/** Fields of a record that may say what it is called, where it is from and who labelled it. */
const namingFields = byNames(names => {
  const held = new Set(names);
  const among = (fields: readonly string[]): string[] => fields.filter(field => held.has(field));
  return { ids: among(idFields), sources: among(sourceFields), annotators: among(annotatorFields) };
});
const none = { ids: [], sources: [], annotators: [] };

/** Reads id, source, annotators and the remaining scalars of a record. */
export function recordFacts(record: unknown, known: Known): RecordFacts {
  const fields = isObject(record) ? namingFields(record) : none;
  const id = firstScalar(record, known.idField ? [known.idField] : fields.ids, known.used);
  const source = firstScalar(record, known.sourceField ? [known.sourceField] : fields.sources, known.used);
  const annotator = firstScalar(record, known.annotatorField ? [known.annotatorField] : fields.annotators, known.used);
  const listed = readAnnotations(own(record, 'annotations'), known.codes ?? sidedCodes);
  const strength = known.strength !== undefined && known.strength > 0 && { strength: known.strength };
  const single = annotator ? [{ annotator: annotator.text, label: known.label, ...strength }] : [];
  const judged = judgeOpinions(record, known.codes ?? sidedCodes, known.used);
  const taken = [id?.name, source?.name, annotator?.name];
  const facts: Mutable<RecordFacts> = {
    annotations: listed.length > 0 ? listed : single,
    fields: scalars(record, name => known.used.has(name) || taken.includes(name)),
  };
  if (id) facts.id = id.text;
  if (source) facts.source = source.text;
  if (judged) facts.opinions = judged.opinions;
  return facts;
}

function firstScalar(
  record: unknown,
  names: readonly string[],
  used: ReadonlySet<string>,
): { readonly name: string; readonly text: string } | undefined {
  for (const name of names) {
    const value = own(record, name);
    if (used.has(name) || (typeof value !== 'string' && typeof value !== 'number')) continue;
    if (value !== '') return { name, text: String(value) };
  }
  return undefined;
}

function readAnnotations(value: unknown, codes: Readonly<Record<string, Label>>): Annotation[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const who = annotatorFields
      .map(name => own(item, name))
      .find(name => typeof name === 'string' || typeof name === 'number');
    const label = readLabel(own(item, 'label') ?? own(item, 'preference') ?? null, codes);
    if (!isObject(item) || who === undefined || label === undefined) return [];
    const { strength, reason, time } = item;
    return [
      {
        annotator: String(who),
        label: label.label,
        ...(typeof strength === 'number' && strength > 0 && { strength }),
        ...(typeof reason === 'string' && { reason }),
        ...(typeof time === 'string' && { time }),
      },
    ];
  });
}

function scalars(record: unknown, isTaken: (name: string) => boolean): RecordFacts['fields'] {
  if (!isObject(record)) return {};
  const entries: [string, string | number | boolean | null][] = [];
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (isScalar(value) && !isTaken(name)) entries.push([name, value]);
  }
  // fromEntries defines keys, so that a field named __proto__ is a field like any other.
  return Object.fromEntries(entries);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}
