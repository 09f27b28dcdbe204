import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder for expanded files: `PAIRLENS_STORAGE`, or the system's folder for caches. */
export function storageFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const { PAIRLENS_STORAGE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (own !== undefined && own !== '') return own;
  if (platform === 'win32') return join(local ?? join(homedir(), 'AppData', 'Local'), 'pairlens', 'cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'pairlens');
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'pairlens');
}
