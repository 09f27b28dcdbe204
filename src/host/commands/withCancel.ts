import * as vscode from 'vscode';
import { ResponseError } from 'vscode-jsonrpc';
import { cancelledCode } from '../../protocol/engine.ts';

/** Work that takes longer than this says so. */
const patience = 400;

/**
 * Runs work that the user can cancel. A notification with a button comes only where it takes a while.
 *
 * @returns what the work answers, or null if it was cancelled
 */
export async function withCancel<T>(
  title: string,
  work: (token: vscode.CancellationToken) => Promise<T>,
): Promise<T | null> {
  const source = new vscode.CancellationTokenSource();
  const running = work(source.token);
  const shown = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (_, token) => {
        token.onCancellationRequested(() => source.cancel());
        await running.catch(() => undefined);
      },
    );
  }, patience);
  try {
    return await running;
  } catch (error) {
    if (error instanceof ResponseError && error.code === cancelledCode) return null;
    throw error;
  } finally {
    clearTimeout(shown);
    source.dispose();
  }
}
