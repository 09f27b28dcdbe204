import * as vscode from 'vscode';
import { ResponseError } from 'vscode-jsonrpc';
import { cancelledCode } from '../../protocol/errorCodes.ts';

/** Work that takes longer than this says so. */
const patience = 400;

/**
 * Runs work that the user can cancel. A notification with a button, and per cent where the work tells them, comes only where
 * it takes a while.
 *
 * @returns what the work answers, or null if it was cancelled
 */
export async function withCancel<T>(
  title: string,
  work: (token: vscode.CancellationToken, report: (share: number) => void) => Promise<T>,
): Promise<T | null> {
  const source = new vscode.CancellationTokenSource();
  let done = 0;
  let tell: (share: number) => void = () => undefined;
  const running = work(source.token, share => {
    done = share;
    tell(share);
  });
  const shown = setTimeout(() => {
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        let told = 0;
        tell = share => {
          const percent = Math.floor(100 * share);
          if (percent > told) progress.report({ message: `${percent} %`, increment: percent - told });
          told = Math.max(told, percent);
        };
        tell(done);
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
