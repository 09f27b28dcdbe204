import { isAbsolute, relative, sep } from 'node:path';
import type { Fields } from './fields.ts';
import type { InstalledModel } from './installedModel.ts';
import { updateManifest } from './updateManifest.ts';

/** Lists a model in the manifest, in place of one with the same id. Fields of that one that are not known here stay. */
export async function saveModel(folder: string, model: InstalledModel): Promise<void> {
  const inside = relative(folder, model.folder);
  // Inside the models folder paths are relative, so that it can be moved.
  const place =
    isAbsolute(inside) || inside.startsWith('..') || inside === '' ? model.folder : inside.split(sep).join('/');
  await updateManifest(folder, models => {
    const at = models.findIndex(({ id }) => id === model.id);
    const entry: Fields = { ...models[at], ...model, folder: place };
    return at < 0 ? [...models, entry] : models.with(at, entry);
  });
}
