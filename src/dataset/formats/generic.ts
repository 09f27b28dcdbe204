import { flipResult, joinResults, swap } from '../companions.ts';
import type { FieldMap } from '../fieldMap.ts';
import type { Detection, Format, Patch, ReadResult, WriteResult } from '../format.ts';
import { labelResult } from '../labelResult.ts';
import { inferLabels } from '../labels.ts';
import { textPatches } from '../located.ts';
import { locateMapped, pathIn, promptFields, valueIn } from '../mappedRecord.ts';
import { isObject, own } from '../ownValue.ts';

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
    const readable = samples.filter(sample => typeof locateMapped(sample, map) !== 'string').length;
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
    const result = map ? locateMapped(record, map) : 'no fields are mapped';
    return typeof result === 'string'
      ? { ok: false, reason: result, cure: 'Correct the line in a text editor, or map other fields' }
      : { ok: true, comparison: result.comparison };
  },

  write(record, comparison, decision, map): WriteResult {
    const result = map ? locateMapped(record, map) : 'no fields are mapped';
    if (!map || typeof result === 'string') return { patches: [], notExpressed: [] };
    const texts = textPatches(record, result, decision.texts);
    if (map.label === undefined) {
      return joinResults(
        texts,
        flipResult(decision, () => flips(record, map)),
      );
    }
    return joinResults(
      texts,
      labelResult(record, pathIn(record, map.label), map.codes ?? {}, comparison.label, decision.verdict),
    );
  },

  complete(samples, map): Completed {
    const sample = samples.find(isObject);
    const prompt = map.prompt === undefined ? [] : promptFields(sample, map.prompt);
    for (const field of [map.a, map.b, map.label, ...prompt, map.scoreA, map.scoreB]) {
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

/** The responses change places, and the models and scores that are mapped to them go with them. */
function flips(record: unknown, { a, b, modelA, modelB, scoreA, scoreB }: FieldMap): Patch[] {
  const pairs = [
    [a, b],
    [modelA, modelB],
    [scoreA, scoreB],
  ] as const;
  return pairs.flatMap(([one, other]) =>
    one !== undefined &&
    other !== undefined &&
    valueIn(record, one) !== undefined &&
    valueIn(record, other) !== undefined
      ? [swap(pathIn(record, one), pathIn(record, other))]
      : [],
  );
}

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

function labelsOf(samples: readonly unknown[], field: string): unknown[] {
  return samples.map(sample => valueIn(sample, field) ?? null);
}

function codesReason({ codes = {} }: FieldMap): string {
  const said = Object.entries(codes).map(([code, label]) => `${code} for ${label}`);
  if (said.length === 0) return 'none of the sampled records has a label yet';
  const numbers = Object.keys(codes).some(code => Number.isFinite(Number(code)));
  return `${numbers ? 'the range of the labels says what they mean' : 'the labels say what they mean'}: ${said.join(', ')}`;
}
