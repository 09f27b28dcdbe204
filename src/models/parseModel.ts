import { isAbsolute, resolve } from 'node:path';
import { choiceAt, FieldError, type Fields, isFields, listAt, objectAt, textAt, wholeAt } from './fields.ts';
import type { InstalledModel, ModelFile } from './installedModel.ts';
import { isModelId } from './modelId.ts';
import { parseRecipe } from './parseRecipe.ts';

/** Reads an entry of the manifest. `folder` is the manifest's own. @throws FieldError if something in it can't be used */
export function parseModel(fields: Fields, folder: string): InstalledModel {
  const id = textAt(fields, 'id');
  if (!isModelId(id)) throw new FieldError('`id` is no id: lower-case letters, digits, `.`, `-`, `_`, at most 64');
  const place = textAt(fields, 'folder');
  if (!isAbsolute(place)) checkInside(place);
  return {
    id,
    name: textAt(fields, 'name'),
    licence: textAt(fields, 'licence'),
    folder: resolve(folder, place),
    graph: parseFile(objectAt(fields, 'graph')),
    tokenizer: parseFile(objectAt(fields, 'tokenizer')),
    others: listAt(fields, 'others').map(other => {
      if (!isFields(other)) throw new FieldError('`others` holds something that is no object');
      return parseFile(other);
    }),
    precision: choiceAt(fields, 'precision', ['fp32', 'fp16', 'int8', 'int8-weights']),
    recipe: parseRecipe(objectAt(fields, 'recipe')),
    source: textAt(fields, 'source'),
  };
}

function parseFile(fields: Fields): ModelFile {
  const path = textAt(fields, 'path');
  checkInside(path);
  const sha256 = textAt(fields, 'sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new FieldError(`the \`sha256\` of ${path} is not 64 hex digits`);
  return { path, sha256, bytes: wholeAt(fields, 'bytes', 1) };
}

/** @throws FieldError if a path with `/` leads out of its folder, or is none */
export function checkInside(path: string): void {
  const parts = path.split('/');
  const odd = parts.some(part => part === '' || part === '.' || part === '..') || /[\\:\0]/.test(path);
  if (odd || isAbsolute(path)) throw new FieldError(`the path ${JSON.stringify(path)} leads out of the folder`);
}
