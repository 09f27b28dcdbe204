import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FieldError, type Fields, isFields } from './fields.ts';
import { ModelError } from './modelError.ts';

/** Version of the manifest's layout that this program writes; it reads no later one. */
export const manifestVersion = 1;

/** Largest manifest that is read, in bytes: it holds a few kilobytes a model. */
const largest = 16 * 2 ** 20;

/** The manifest as it is on disk: what this program does not know is kept. */
export interface Manifest {
  readonly path: string;
  /** The file's text, or null where there is none yet. */
  readonly text: string | null;
  /** Everything in the file but `models`. */
  readonly rest: Fields;
  readonly models: readonly Fields[];
}

/** Path of the manifest in a models folder. */
export function manifestPath(folder: string): string {
  return join(folder, 'models.json');
}

/** Reads the manifest of a models folder; one that does not exist holds no models. @throws ModelError if it can't be used */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = manifestPath(folder);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return { path, text: null, rest: { version: manifestVersion }, models: [] };
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError('manifest', `${path} can't be read: ${reason}`, 'Give yourself the right to read it');
  }
  try {
    return { path, text, ...parse(text) };
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw damaged(path, reason);
  }
}

function parse(text: string): { rest: Fields; models: readonly Fields[] } {
  if (text.length > largest) throw new FieldError('it is too large');
  const content: unknown = JSON.parse(text);
  if (!isFields(content)) throw new FieldError('it holds no object');
  const { models, ...rest } = content;
  if (typeof rest.version !== 'number') throw new FieldError('`version` is no number');
  if (rest.version > manifestVersion) {
    throw new ModelError(
      'manifest',
      `The list of models was written by a newer PairLens (layout ${rest.version}; this one reads ${manifestVersion})`,
      'Update PairLens, or name another folder for models (PAIRLENS_MODELS)',
    );
  }
  if (!Array.isArray(models) || !models.every(isFields)) throw new FieldError('`models` is no list of objects');
  return { rest, models };
}

/** A manifest that can't be used, and how to go on. */
export function damaged(path: string, reason: string): ModelError {
  return new ModelError(
    'manifest',
    `${path} is damaged: ${reason}`,
    'Put it right, or rename it and add the models again: files that are still in the folder are not downloaded twice',
  );
}
