import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The folder of this user's models, one for the editor and the command alike: `PAIRLENS_MODELS`, else `setting`
 * (`pairlens.models.folder`), else `models` in `PAIRLENS_STORAGE`, else the system's folder for a user's data (a folder
 * for caches may be emptied at any time).
 */
export function modelsFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform, setting?: string): string {
  const { PAIRLENS_MODELS: own, PAIRLENS_STORAGE: storage } = env;
  if (own) return resolve(own);
  if (setting) return resolve(setting.replace(/^~(?=$|[/\\])/, homedir()));
  if (storage) return resolve(storage, 'models');
  return join(dataFolder(env, platform), 'pairlens', 'models');
}

/** The system's folder for data of this user's programs. */
function dataFolder({ XDG_DATA_HOME: xdg, LOCALAPPDATA: local }: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return local || join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  // The specification says that a relative path is to be ignored.
  return xdg && isAbsolute(xdg) ? xdg : join(homedir(), '.local', 'share');
}
