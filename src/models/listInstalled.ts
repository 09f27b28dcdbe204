import { FieldError } from './fields.ts';
import type { InstalledModel } from './installedModel.ts';
import { damaged, readManifest } from './manifest.ts';
import { parseModel } from './parseModel.ts';

/**
 * The models that the manifest of a folder lists, in its order. Their files are not looked at: `fileTrouble` does that.
 *
 * @param folder a models folder (`modelsFolder`); it need not exist
 * @throws ModelError if the manifest is damaged or of a later version
 */
export async function listInstalled(folder: string): Promise<InstalledModel[]> {
  const { path, models } = await readManifest(folder);
  const seen = new Set<string>();
  return models.map((fields, i) => {
    try {
      const model = parseModel(fields, folder);
      if (seen.has(model.id)) throw new FieldError('its id is listed twice');
      seen.add(model.id);
      return model;
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      const named = typeof fields.id === 'string' ? ` (${JSON.stringify(fields.id.slice(0, 64))})` : '';
      throw damaged(path, `in model ${i + 1}${named}, ${error.message}`);
    }
  });
}
