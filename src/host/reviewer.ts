import * as vscode from 'vscode';
import { readSettings } from './settings.ts';

/** The part of the built-in Git extension's API that is used here. */
interface GitRepository {
  readonly rootUri: vscode.Uri;
  getConfig(key: string): Promise<string>;
  getGlobalConfig?(key: string): Promise<string>;
}
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): {
    readonly repositories: readonly GitRepository[];
    getRepository(uri: vscode.Uri): GitRepository | null;
  };
}

/** Name written beside decisions: the setting, else `user.name` as the built-in Git extension knows it, else empty. */
export async function reviewerName(file: vscode.Uri): Promise<string> {
  return readSettings(file).reviewer.trim() || (await gitUserName(file)) || '';
}

async function gitUserName(file: vscode.Uri): Promise<string | undefined> {
  try {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (!extension?.isActive || !extension.exports.enabled) return undefined;
    const git = extension.exports.getAPI(1);
    const repository = git.getRepository(file) ?? git.repositories[0];
    const own = await repository?.getConfig('user.name').catch(() => '');
    return own || (await repository?.getGlobalConfig?.('user.name'));
  } catch {
    // Another extension's trouble must not keep a file from opening.
    return undefined;
  }
}
