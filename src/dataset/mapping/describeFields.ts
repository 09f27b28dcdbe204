import { isObject, own } from '../ownValue.ts';
import { readShareGpt } from '../shareGptTurns.ts';
import { readTurns } from '../turn.ts';

/** What a field holds, for people and for the choice of what it may be mapped to. */
export type FieldType = 'text' | 'number' | 'true or false' | 'messages' | 'list' | 'object' | 'empty';

/** A field of the sampled records, as a map names it. */
export interface SampledField {
  /** As `--map` takes it: a name, dots into objects and lists, or a JSON pointer. */
  readonly name: string;
  readonly type: FieldType;
  /** It is part of another field. */
  readonly inside: boolean;
  /** Up to three different values of the first records, each cut to a line. */
  readonly examples: readonly string[];
  /** Sampled records in which it holds something. */
  readonly filled: number;
}

/** Fields of a file that are shown; a file with more has its first ones shown. */
const maxFields = 80;
/** Levels of objects and lists that are gone into. */
const maxDepth = 3;
/** Elements of a list that are fields of their own. */
const maxElements = 4;
const exampleLength = 160;

interface Seen {
  readonly path: readonly (string | number)[];
  readonly types: Map<FieldType, number>;
  readonly examples: string[];
  filled: number;
}

/** The fields of some records, those inside objects and lists included, in the order of the first record that has them. */
export function describeFields(samples: readonly unknown[]): SampledField[] {
  const fields = new Map<string, Seen>();
  for (const sample of samples) if (isObject(sample)) look(sample, [], fields);
  const top = new Set([...fields.values()].flatMap(({ path }) => (path.length === 1 ? [String(path[0])] : [])));
  return [...fields.values()].map(({ path, types, examples, filled }) => ({
    name: nameOf(path, top),
    inside: path.length > 1,
    type: [...types].toSorted((x, y) => y[1] - x[1])[0]?.[0] ?? 'empty',
    examples,
    filled,
  }));
}

function look(parent: object, path: Seen['path'], fields: Map<string, Seen>): void {
  const isList = Array.isArray(parent);
  const keys = isList ? parent.slice(0, maxElements).map((_, i) => i) : Object.keys(parent);
  for (const key of keys) {
    const value = own(parent, key);
    const here = [...path, key];
    const id = JSON.stringify(here);
    let seen = fields.get(id);
    if (!seen) {
      if (fields.size >= maxFields) continue;
      seen = { path: here, types: new Map(), examples: [], filled: 0 };
      fields.set(id, seen);
    }
    note(seen, value);
    const type = typeOf(value);
    if ((type === 'object' || type === 'list') && here.length < maxDepth) look(value as object, here, fields);
  }
}

function note(seen: Seen, value: unknown): void {
  const type = typeOf(value);
  if (type === 'empty') return;
  seen.filled++;
  seen.types.set(type, (seen.types.get(type) ?? 0) + 1);
  const example = exampleOf(value, type);
  if (seen.examples.length < 3 && !seen.examples.includes(example)) seen.examples.push(example);
}

function typeOf(value: unknown): FieldType {
  if (value === null || value === undefined || value === '') return 'empty';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'true or false';
  if (Array.isArray(value) && value.length === 0) return 'empty';
  const turns = readTurns(value, []) ?? (Array.isArray(value) ? readShareGpt(value, []) : null);
  if (turns !== null && turns.length > 0) return 'messages';
  return Array.isArray(value) ? 'list' : 'object';
}

function exampleOf(value: unknown, type: FieldType): string {
  if (type === 'messages') {
    const turns = readTurns(value, []) ?? readShareGpt(value, []) ?? [];
    return cut(
      turns.map(({ message: { role, content } }) => `${role}: ${content.slice(0, exampleLength)}`).join(' / '),
    );
  }
  if (type === 'list') return `${(value as unknown[]).length} elements`;
  if (type === 'object')
    return cut(
      Object.keys(value as object)
        .slice(0, 12)
        .join(', '),
    );
  return cut(String(value));
}

function cut(text: string): string {
  const line = text
    .slice(0, exampleLength * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > exampleLength ? `${line.slice(0, exampleLength)}…` : line;
}

/** How a map names a path: by dots where that is unmistakable, else by a JSON pointer. */
function nameOf(path: Seen['path'], top: ReadonlySet<string>): string {
  const dotted = path.join('.');
  if (path.length === 1) return dotted;
  const plain = path.every(key => typeof key === 'number' || !/[./+]|^\d+$|^$/.test(key)) && !top.has(dotted);
  if (plain) return dotted;
  return `/${path.map(key => String(key).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}
