import * as vscode from 'vscode';
import { entryFor } from './matchPath.ts';

/** The field map that the settings hold for a file, as `--map` takes it; empty: none. */
export function mapFor(file: vscode.Uri): string {
  return entryFor(mapsOf(vscode.workspace.getConfiguration('pairlens', file).get<unknown>('maps')), nameOf(file)) ?? '';
}

/** Keeps a file's map in the settings of its workspace, or in the user's where there is no workspace. */
export async function keepMap(file: vscode.Uri, map: string): Promise<void> {
  const section = vscode.workspace.getConfiguration('pairlens', file);
  const target = settingTarget(file);
  const held = section.inspect<unknown>('maps');
  const before = {
    [vscode.ConfigurationTarget.Global]: held?.globalValue,
    [vscode.ConfigurationTarget.Workspace]: held?.workspaceValue,
    [vscode.ConfigurationTarget.WorkspaceFolder]: held?.workspaceFolderValue,
  }[target];
  await section.update('maps', { ...mapsOf(before), [nameOf(file)]: map }, target);
}

/** Where `keepMap` keeps a file's map, in words. */
export function whereKept(file: vscode.Uri): string {
  switch (settingTarget(file)) {
    case vscode.ConfigurationTarget.Global:
      return 'your user settings';
    case vscode.ConfigurationTarget.Workspace:
      return 'the workspace settings';
    case vscode.ConfigurationTarget.WorkspaceFolder:
      return 'the settings of the folder';
  }
}

/** Which settings of a file are written: those of its folder or workspace, or the user's where there is none. */
export function settingTarget(file: vscode.Uri): vscode.ConfigurationTarget {
  if (vscode.workspace.getWorkspaceFolder(file) === undefined) return vscode.ConfigurationTarget.Global;
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  return several ? vscode.ConfigurationTarget.WorkspaceFolder : vscode.ConfigurationTarget.Workspace;
}

/** Files of a workspace are named from its folder on, with slashes on every system; others by their whole path. */
function nameOf(file: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(file) === undefined
    ? file.fsPath.replaceAll('\\', '/')
    : vscode.workspace.asRelativePath(file, false).replaceAll('\\', '/');
}

function mapsOf(setting: unknown): Record<string, string> {
  if (typeof setting !== 'object' || setting === null) return {};
  return Object.fromEntries(
    Object.entries(setting).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
