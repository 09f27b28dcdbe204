import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { RequestType } from 'vscode-jsonrpc';
import type { AddProgress } from '../../models/addProgress.ts';
import { modelProgress } from '../../protocol/models.ts';
import type { CommandServices } from './services.ts';

/**
 * Sends a request that reports how far a model has come, with progress and Cancel.
 *
 * @returns its answer, or null if it was cancelled
 */
export async function withModelProgress<P extends { readonly progress: string }, R>(
  title: string,
  type: RequestType<P, R, void>,
  params: Omit<P, 'progress'>,
  { engine }: CommandServices,
): Promise<R | null> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    // A model takes several downloads, each from 0 to 100 %, so that a bar would jump: the words say it.
    const report = ({ stage, share }: AddProgress): void => {
      const percent = Math.floor(100 * Math.min(1, share));
      progress.report({ message: percent > 0 ? `${stage}, ${percent} %` : stage });
    };
    const request = { ...params, progress: randomUUID() } as unknown as P;
    try {
      const reports = { type: modelProgress, token: request.progress, report };
      return await engine.requestWithProgress(type, request, reports, token);
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    }
  });
}
