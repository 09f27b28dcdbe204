import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder with the real preference files, or null where it is absent; `PAIRLENS_SHARED_DATA` names another place. */
export function sharedData(): string | null {
  const folder = resolve(process.env.PAIRLENS_SHARED_DATA ?? '../shared/data');
  return existsSync(folder) ? folder : null;
}
