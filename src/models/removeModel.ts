import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { listInstalled } from './listInstalled.ts';
import { ModelError } from './modelError.ts';
import { isModelId } from './modelId.ts';
import { updateManifest } from './updateManifest.ts';

/** What was removed. */
export interface Removed {
  /** True if its files were deleted; files outside the models folder are never touched. */
  readonly files: boolean;
}

/**
 * Takes a model off the list, also a damaged entry, and deletes its folder if that is the models folder's own.
 *
 * @throws ModelError (`unknown`) if no model has this id
 */
export async function removeModel(folder: string, id: string): Promise<Removed> {
  let place: unknown = null;
  await updateManifest(folder, models => {
    const entry = models.find(model => model.id === id);
    if (entry === undefined) return models;
    place = entry.folder;
    return models.filter(model => model !== entry);
  });
  if (place === null) {
    const others = await listInstalled(folder).catch(() => []);
    const known = others.map(model => model.id).join(', ');
    throw new ModelError('unknown', `No model ${JSON.stringify(id)} is installed`, `Installed: ${known || 'none'}`);
  }
  // Only the folder that adding made: named after the id, right under the models folder.
  const own = isModelId(id) && place === id;
  if (own) await rm(join(folder, id), { recursive: true, force: true });
  return { files: own };
}
