import * as vscode from 'vscode';

/**
 * The extension's log (Output: PairLens). It holds file names, counts, times and errors, never text of a dataset.
 */
export type Log = Pick<vscode.LogOutputChannel, 'trace' | 'info' | 'warn' | 'error' | 'show' | 'dispose'>;

/** Makes the output channel. */
export function createLog(): Log {
  return vscode.window.createOutputChannel('PairLens', { log: true });
}
