import type { Response } from './comparison.ts';
import type { FieldMap } from './fieldMap.ts';
import type { JsonPath } from './format.ts';
import { readLabel } from './labels.ts';
import { type Located, located } from './located.ts';
import { asNumber, own, ownAt } from './ownValue.ts';
import { recordFacts } from './recordFacts.ts';
import { readShareGpt } from './shareGptTurns.ts';
import { readTurns, type Turn, textTurn } from './turn.ts';

/** Reads a record by a field map; in words what is missing, if it can't be read. */
export function locateMapped(record: unknown, map: FieldMap): Located | string {
  const [a, b] = [readSide(record, map.a, 'assistant'), readSide(record, map.b, 'assistant')];
  if (!a || !b) return `no response in \`${a ? map.b : map.a}\``;
  const asked = readPrompt(record, map.prompt);
  if (!asked) return `no text in \`${map.prompt}\``;
  const prompt = [...readSystem(record, map.system), ...readHistory(record, map.history), ...asked];
  const value = map.label === undefined ? 'a' : valueIn(record, map.label);
  const label = readLabel(value, map.codes ?? {});
  if (!label)
    return `\`${map.label}\` holds ${JSON.stringify(value)?.slice(0, 40)}, which is no label that the other records use`;
  const used = new Set(
    [
      ...(map.prompt === undefined ? [] : promptFields(record, map.prompt)),
      map.a,
      map.b,
      map.label,
      map.system,
      map.history,
    ].filter(name => name !== undefined),
  );
  const [ofA, ofB] = [
    sideFacts(record, map.a, map.modelA, map.scoreA, used),
    sideFacts(record, map.b, map.modelB, map.scoreB, used),
  ];
  return located(
    { prompt, a, b },
    {
      label: label.label,
      positioned: map.label !== undefined,
      ...(label.strength !== undefined && { labelStrength: label.strength }),
      ...recordFacts(record, {
        used,
        label: label.label,
        strength: label.strength,
        codes: map.label === undefined ? undefined : (map.codes ?? {}),
        idField: map.id,
        annotatorField: map.annotator,
        sourceField: map.source,
      }),
    },
    { ofA, ofB },
  );
}

/** Model and score of a response: by the map, or the model by its usual name (`model_a` beside `response_a`). */
function sideFacts(
  record: unknown,
  field: string,
  modelField: string | undefined,
  scoreField: string | undefined,
  used: Set<string>,
): Omit<Response, 'messages'> {
  const score = scoreField === undefined ? undefined : asNumber(valueIn(record, scoreField));
  if (scoreField !== undefined) used.add(scoreField);
  const given = modelField === undefined ? undefined : valueIn(record, modelField);
  if (modelField !== undefined) used.add(modelField);
  const model = typeof given === 'string' && given !== '' ? given : usualModel(record, field, used);
  return { ...(model !== undefined && { model }), ...(score !== undefined && { score }) };
}

function usualModel(record: unknown, field: string, used: Set<string>): string | undefined {
  const ending = /(_?[abAB012])$/.exec(field)?.[1];
  for (const stem of ['model', 'generator', 'policy']) {
    const value = ending === undefined ? undefined : own(record, stem + ending);
    if (typeof value !== 'string' || value === '') continue;
    used.add(stem + ending);
    return value;
  }
  return undefined;
}

function readSystem(record: unknown, field: string | undefined): Turn[] {
  const value = field === undefined ? undefined : valueIn(record, field);
  return typeof value === 'string' && value !== '' ? [textTurn('system', value, pathIn(record, field!))] : [];
}

/** Earlier turns: messages, or a list of questions with their answers. */
function readHistory(record: unknown, field: string | undefined): Turn[] {
  const value = field === undefined ? undefined : valueIn(record, field);
  if (!Array.isArray(value)) return [];
  const path = pathIn(record, field!);
  return (
    readTurns(value, path) ??
    value.flatMap((pair: unknown, i) => {
      const [asked, answered] = [own(pair, 0), own(pair, 1)];
      if (typeof asked !== 'string' || typeof answered !== 'string') return [];
      return [textTurn('user', asked, [...path, i, 0]), textTurn('assistant', answered, [...path, i, 1])];
    })
  );
}

function readSide(record: unknown, field: string, role: string): Turn[] | null {
  const path = pathIn(record, field);
  const value = ownAt(record, path);
  if (typeof value === 'string') return [textTurn(role, value, path)];
  // An answer such as 5 or true is a text like any other, but an edit would change its type.
  if (typeof value === 'number' || typeof value === 'boolean') {
    return [{ message: { role, content: String(value) }, spots: [] }];
  }
  const turns = readTurns(value, path) ?? readShareGpt(value, path);
  return turns && turns.length > 0 ? turns : null;
}

/** The fields of a prompt: those that a plus joins, unless the record has a field of that very name. */
export function promptFields(record: unknown, field: string): string[] {
  return own(record, field) !== undefined ? [field] : field.split('+');
}

function readPrompt(record: unknown, field: string | undefined): Turn[] | null {
  if (field === undefined) return [];
  const fields = promptFields(record, field);
  if (fields.length === 1) return readSide(record, field, 'user');
  const parts = fields.map(name => valueIn(record, name)).filter((part): part is string => typeof part === 'string');
  const filled = fields.filter(name => valueIn(record, name));
  if (parts.length === 0) return null;
  const content = parts.filter(part => part !== '').join('\n');
  // Only where one field holds it all can an edit be written back.
  const spots = filled.length === 1 ? [{ path: pathIn(record, filled[0]!) }] : [];
  return [{ message: { role: 'user', content }, spots }];
}

/**
 * The path of a mapped field: `a.b.0` goes into objects and lists, unless the record has a field of that very name; what
 * begins with a slash is a JSON pointer (`/a~1b/0`).
 */
export function pathIn(record: unknown, field: string): JsonPath {
  if (own(record, field) !== undefined) return [field];
  if (field.startsWith('/')) {
    return field
      .slice(1)
      .split('/')
      .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .map(part => (/^\d+$/.test(part) ? Number(part) : part));
  }
  return field.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The value of a mapped field, or undefined. */
export function valueIn(record: unknown, field: string): unknown {
  return ownAt(record, pathIn(record, field));
}
