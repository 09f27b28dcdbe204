import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type * as vscode from 'vscode';

/** Why a file can only be looked at, in words for the user, or null if it may be edited. */
export async function whyReadOnly(file: vscode.Uri): Promise<string | null> {
  try {
    await access(file.fsPath, constants.W_OK);
    // An administrator may write anything; a file without any write bit is still meant to be read only.
    if (((await stat(file.fsPath)).mode & 0o222) !== 0) return null;
  } catch {
    // Said below.
  }
  return 'The file is read-only, so decisions are switched off. Give yourself the right to write it, or save a copy.';
}
