import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtures } from './fixtures.ts';

/** A folder for one run of VS Code: a workspace with the fixtures, and a profile. */
export interface Workspace {
  readonly folder: string;
  readonly profile: string;
  /** A file of the workspace, by name. */
  file(name: string): string;
  remove(): void;
}

/** Makes a workspace in the temporary folder. */
export function createWorkspace(): Workspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pairlens-editor-')));
  const folder = join(root, 'workspace');
  mkdirSync(folder);
  mkdirSync(join(folder, '.vscode'));
  // With shuffled sides, which response key 2 prefers would differ from comparison to comparison.
  writeFileSync(join(folder, '.vscode', 'settings.json'), JSON.stringify({ 'pairlens.sides': 'file' }));
  for (const [name, text] of Object.entries(fixtures)) writeFileSync(join(folder, name), text);
  return {
    folder,
    profile: join(root, 'profile'),
    file: name => join(folder, name),
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}
