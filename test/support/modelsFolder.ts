import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledModel } from '../../src/models/installedModel.ts';

/** Writes the manifest of a models folder, as adding the models would. */
export function writeManifest(folder: string, models: readonly InstalledModel[]): void {
  writeFileSync(join(folder, 'models.json'), JSON.stringify({ version: 1, models }));
}
