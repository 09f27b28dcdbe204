import type * as vscode from 'vscode';
import { HostError } from './hostError.ts';

/** Path of a file that the engine can read, or an error that says what to do. */
export function pathOf(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return uri.fsPath;
  throw new HostError(
    `PairLens reads files on disk, and this one comes from “${uri.scheme}:”. Save a copy on disk and open that.`,
  );
}
