import type { Label } from '../comparison.ts';
import type { FieldMap } from '../fieldMap.ts';
import type { MapField } from './mapDraft.ts';

/** Names in the order in which they are written; those of the responses depend on whether there is a label. */
const names: readonly (readonly [MapField, string])[] = [
  ['prompt', 'prompt'],
  ['system', 'system'],
  ['history', 'history'],
  ['a', 'a'],
  ['b', 'b'],
  ['label', 'label'],
  ['modelA', 'model_a'],
  ['modelB', 'model_b'],
  ['scoreA', 'score_a'],
  ['scoreB', 'score_b'],
  ['annotator', 'annotator'],
  ['source', 'source'],
  ['id', 'id'],
];
const codeNames: Readonly<Record<Label, string>> = { a: 'a_is', b: 'b_is', tie: 'tie_is', both_bad: 'both_bad_is' };

/** A field map as `parseFieldMap` reads it, and as `--map` and the setting `pairlens.maps` take it. */
export function fieldMapText(map: FieldMap): string {
  const isLabelled = map.label !== undefined;
  const parts = names.flatMap(([field, name]) => {
    const value = map[field];
    return value === undefined ? [] : [`${isLabelled ? name : unlabelled(name)}=${escaped(value)}`];
  });
  const codes = Object.entries(map.codes ?? {}).map(([value, label]) => `${codeNames[label]}=${escaped(value)}`);
  return [...parts, ...codes].join(',');
}

function unlabelled(name: string): string {
  return name.replace(/(^|_)a$/, '$1chosen').replace(/(^|_)b$/, '$1rejected');
}

/** Commas part the map, and spaces around a name are not read: a backslash keeps both. */
function escaped(value: string): string {
  return value.replace(/[\\,]|^\s|\s$/g, '\\$&');
}
