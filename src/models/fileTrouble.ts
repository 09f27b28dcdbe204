import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from './hashFile.ts';
import type { InstalledModel } from './installedModel.ts';
import { ModelError } from './modelError.ts';

/**
 * What is wrong with the files of a model, or null if they are as they were when it was added.
 *
 * @param how `sizes`: they exist and are as long as they were, in microseconds; `content`: every byte is the same, at
 * about 1 GB a second
 */
export async function fileTrouble(
  model: InstalledModel,
  how: 'sizes' | 'content',
  signal?: AbortSignal,
): Promise<ModelError | null> {
  for (const { path, sha256, bytes } of [model.graph, model.tokenizer, ...model.others]) {
    const file = join(model.folder, path);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) {
      return new ModelError('missing', `${model.name}: ${file} is not there`, addAgain(model));
    }
    if (found.size !== bytes || (how === 'content' && (await hashFile(file, signal)) !== sha256)) {
      return new ModelError('changed', `${model.name}: ${file} has changed since the model was added`, addAgain(model));
    }
  }
  return null;
}

function addAgain({ id, source }: InstalledModel): string {
  return `Remove the model and add it again (pairlens models remove ${id}, then pairlens models add ${source})`;
}
