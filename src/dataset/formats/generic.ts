import { flipResult, joinResults, swap } from '../companions.ts';
import type { FieldMap } from '../fieldMap.ts';
import type { Detection, Format, JsonPath, ReadResult, WriteResult } from '../format.ts';
import { labelResult } from '../labelResult.ts';
import { inferLabels, readLabel } from '../labels.ts';
import { type Located, located, textPatches } from '../located.ts';
import { isObject, own, ownAt } from '../ownValue.ts';
import { recordFacts } from '../recordFacts.ts';
import { readTurns, type Turn, textTurn } from '../turn.ts';

const stems = ['response', 'completion', 'output', 'answer', 'text', 'reply', 'generation', 'summary', 'argument', ''];
const endings = [
  ['_a', '_b'],
  ['_A', '_B'],
  ['_1', '_2'],
  ['1', '2'],
  ['_0', '_1'],
  ['a', 'b'],
  ['A', 'B'],
] as const;
const labelNames = [
  'preference',
  'preferred',
  'preferred_text',
  'preferred_response',
  'winner',
  'label',
  'choice',
  'chosen',
  'better',
  'better_response',
  'verdict',
  'gold',
  'vote',
];
const promptNames = ['prompt', 'question', 'instruction', 'input', 'query', 'context', 'history'];

/** A map that lacks what only the file's records can say, or why it can't be completed. */
export type Completed = { readonly map: FieldMap } | { readonly why: string; readonly cure: string };

/** A record with two responses and a label, by field names: found, or mapped by hand. */
export const genericFormat: Format & {
  /** Adds the meaning of the label's codes to the user's map. */
  complete(samples: readonly unknown[], map: FieldMap): Completed;
  /** Why records that hold two responses are not read, if that is the case. */
  explain(samples: readonly unknown[]): string | null;
} = {
  id: 'generic',
  name: 'Two responses and a label',

  detect(samples): Detection {
    const found = find(samples);
    if (!found || 'why' in found) return { score: 0, reasons: [] };
    const { map } = found;
    const readable = samples.filter(sample => typeof locate(sample, map) !== 'string').length;
    return {
      score: (0.8 * readable) / samples.length,
      reasons: [
        `${readable} of ${samples.length} sampled records hold two responses, \`${map.a}\` and \`${map.b}\`, and a label, \`${map.label}\``,
        codesReason(map),
      ],
      map,
    };
  },

  read(record, map): ReadResult {
    const result = map ? locate(record, map) : 'no fields are mapped';
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the line in a text editor, or map other fields' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, comparison, decision, map): WriteResult {
    const result = map ? locate(record, map) : 'no fields are mapped';
    if (!map || typeof result === 'string') return { patches: [], notExpressed: [] };
    const texts = textPatches(record, result, decision.texts);
    if (map.label === undefined) {
      return joinResults(
        texts,
        flipResult(decision, () => [swap(pathIn(record, map.a), pathIn(record, map.b))]),
      );
    }
    return joinResults(
      texts,
      labelResult(record, pathIn(record, map.label), map.codes ?? {}, comparison.label, decision.verdict),
    );
  },

  complete(samples, map): Completed {
    const sample = samples.find(isObject);
    for (const field of [map.a, map.b, map.label, ...(map.prompt?.split('+') ?? [])]) {
      if (field !== undefined && sample && samples.every(other => valueIn(other, field) === undefined)) {
        return {
          why: `no sampled record has the mapped field \`${field}\``,
          cure: `Map fields that exist: ${Object.keys(sample).slice(0, 20).join(', ')}`,
        };
      }
    }
    if (map.label === undefined || map.codes) return { map };
    const inferred = inferLabels(labelsOf(samples, map.label), map.a, map.b);
    if ('codes' in inferred) return { map: { ...map, codes: inferred.codes } };
    return {
      why: `cannot tell what \`${map.label}\` means: ${inferred.why}`,
      cure: 'Say it in the map, for example a_is=0,b_is=1,tie_is=2',
    };
  },

  explain(samples): string | null {
    const found = find(samples);
    return found && 'why' in found ? found.why : null;
  },
};

/** Finds two response fields and a label field by their usual names. Null if there are none. */
function find(samples: readonly unknown[]): { readonly map: FieldMap } | { readonly why: string } | null {
  const has = (field: string): boolean => {
    const holding = samples.filter(sample => own(sample, field) !== undefined && own(sample, field) !== null).length;
    return holding > samples.length / 2;
  };
  const pair = stems
    .flatMap(stem => endings.map(([first, second]) => [stem + first, stem + second] as const))
    .map(([a, b]) => [a.replace(/^_/, ''), b.replace(/^_/, '')] as const)
    .find(([a, b]) => has(a) && has(b));
  if (!pair) return null;
  const [a, b] = pair;
  // A label field that is null everywhere is that of a file still to be labelled.
  const named = (field: string): boolean => samples.every(sample => isObject(sample) && Object.hasOwn(sample, field));
  const others = labelNames.filter(name => name !== a && name !== b);
  const label = others.find(has) ?? others.find(named);
  if (label === undefined) {
    return {
      why: `the records hold two responses, \`${a}\` and \`${b}\`, but no field with a usual name for the label`,
    };
  }
  const inferred = inferLabels(labelsOf(samples, label), a, b);
  if ('why' in inferred) return { why: `cannot tell what \`${label}\` means: ${inferred.why}` };
  const prompt = promptNames.find(has);
  const joint = prompt === 'instruction' && has('input') ? 'instruction+input' : prompt;
  return { map: { ...(joint !== undefined && { prompt: joint }), a, b, label, codes: inferred.codes } };
}

function locate(record: unknown, map: FieldMap): Located | string {
  const [a, b] = [readSide(record, map.a, 'assistant'), readSide(record, map.b, 'assistant')];
  if (!a || !b) return `no response in \`${a ? map.b : map.a}\``;
  const prompt = readPrompt(record, map.prompt);
  if (!prompt) return `no text in \`${map.prompt}\``;
  const value = map.label === undefined ? 'a' : valueIn(record, map.label);
  const label = readLabel(value, map.codes ?? {});
  if (!label)
    return `\`${map.label}\` holds ${JSON.stringify(value)?.slice(0, 40)}, which is no label that the other records use`;
  const used = new Set([
    ...(map.prompt?.split('+') ?? []),
    map.a,
    map.b,
    ...(map.label === undefined ? [] : [map.label]),
  ]);
  const models = modelsOf(record, map, used);
  return located(
    { prompt, a, b },
    {
      ...models,
      label: label.label,
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
      positioned: map.label !== undefined,
    },
  );
}

/** `model_a` beside `response_a`, `generator_1` beside `output_1`. */
function modelsOf(
  record: unknown,
  map: FieldMap,
  used: Set<string>,
): Pick<Located['comparison'], never> & {
  ofA?: { model: string };
  ofB?: { model: string };
} {
  const model = (field: string): { model: string } | undefined => {
    const ending = /(_?[abAB012])$/.exec(field)?.[1];
    for (const stem of ['model', 'generator', 'policy']) {
      const value = ending === undefined ? undefined : own(record, stem + ending);
      if (typeof value !== 'string' || value === '') continue;
      used.add(stem + ending);
      return { model: value };
    }
    return undefined;
  };
  const [ofA, ofB] = [model(map.a), model(map.b)];
  return { ...(ofA && { ofA }), ...(ofB && { ofB }) };
}

function readSide(record: unknown, field: string, role: string): Turn[] | null {
  const path = pathIn(record, field);
  const value = ownAt(record, path);
  if (typeof value === 'string') return [textTurn(role, value, path)];
  // An answer such as 5 or true is a text like any other, but an edit would change its type.
  if (typeof value === 'number' || typeof value === 'boolean') {
    return [{ message: { role, content: String(value) }, spots: [] }];
  }
  const turns = readTurns(value, path);
  return turns && turns.length > 0 ? turns : null;
}

function readPrompt(record: unknown, field: string | undefined): Turn[] | null {
  if (field === undefined) return [];
  const fields = field.split('+');
  if (fields.length === 1) return readSide(record, field, 'user');
  const parts = fields.map(name => valueIn(record, name)).filter((part): part is string => typeof part === 'string');
  const filled = fields.filter(name => valueIn(record, name));
  if (parts.length === 0) return null;
  const content = parts.filter(part => part !== '').join('\n');
  // Only where one field holds it all can an edit be written back.
  const spots = filled.length === 1 ? [{ path: pathIn(record, filled[0]!) }] : [];
  return [{ message: { role: 'user', content }, spots }];
}

function labelsOf(samples: readonly unknown[], field: string): unknown[] {
  return samples.map(sample => valueIn(sample, field) ?? null);
}

/** `a.b.0` goes into objects and lists, unless the record has a field of that very name. */
function pathIn(record: unknown, field: string): JsonPath {
  if (own(record, field) !== undefined) return [field];
  return field.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

function valueIn(record: unknown, field: string): unknown {
  return ownAt(record, pathIn(record, field));
}

function codesReason({ codes = {} }: FieldMap): string {
  const said = Object.entries(codes).map(([code, label]) => `${code} for ${label}`);
  if (said.length === 0) return 'none of the sampled records has a label yet';
  const numbers = Object.keys(codes).some(code => Number.isFinite(Number(code)));
  return `${numbers ? 'the range of the labels says what they mean' : 'the labels say what they mean'}: ${said.join(', ')}`;
}
