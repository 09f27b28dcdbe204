import { type CancellationToken, type RequestType, ResponseError } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { DatasetError, type DatasetErrorKind } from '../dataset/datasetError.ts';
import { fileTrouble, isFileTrouble } from '../dataset/fileTrouble.ts';
import { ModelError } from '../models/modelError.ts';
import { cancelledCode, outsideChangeCode, userErrorCode } from '../protocol/errorCodes.ts';
import { type UnreadLayout, unreadLayoutCode } from '../protocol/mapping.ts';
import { modelRecipeCode } from '../protocol/models.ts';
import { TableError } from '../table/tableError.ts';
import { isForUser } from './isForUser.ts';
import { OutsideChangeError } from './userError.ts';

/**
 * Registers a handler that always answers: with its result, or with a `ResponseError`. The signal is raised when the
 * caller cancels.
 */
export function respond<P, R>(
  connection: MessageConnection,
  type: RequestType<P, R, void>,
  handler: (params: P, signal: AbortSignal) => Promise<R> | R,
): void {
  connection.onRequest(type.method, async (params: P, token: CancellationToken) => {
    const stop = new AbortController();
    const listener = token.onCancellationRequested(() => stop.abort());
    // A request that was cancelled while it waited has a token that tells nobody.
    if (token.isCancellationRequested) stop.abort();
    try {
      return await handler(params, stop.signal);
    } catch (error) {
      return answer(error, stop.signal, type.method);
    } finally {
      listener.dispose();
    }
  });
}

/** Files of records in which no comparisons were found. */
const unreadLayouts: ReadonlySet<DatasetErrorKind> = new Set(['unrecognised', 'not-read-yet', 'bad-map']);

function answer(thrown: unknown, signal: AbortSignal, method: string): ResponseError<unknown> {
  const path = isFileTrouble(thrown) ? thrown.path : undefined;
  const error = path === undefined ? thrown : fileTrouble(thrown, path, `can't be used`);
  if (signal.aborted) return new ResponseError(cancelledCode, 'Cancelled.');
  if (error instanceof OutsideChangeError) return new ResponseError(outsideChangeCode, error.message);
  if (error instanceof ModelError && error.kind === 'recipe') return new ResponseError(modelRecipeCode, error.message);
  if (error instanceof DatasetError && unreadLayouts.has(error.kind)) {
    const { kind, problem, cure } = error;
    const reason = kind === 'unrecognised' ? `${problem}.` : `${problem}. ${cure}.`;
    return new ResponseError<UnreadLayout>(unreadLayoutCode, error.message, { reason });
  }
  if (error instanceof TableError && error.position !== null) {
    return new ResponseError(userErrorCode, error.message, { position: error.position });
  }
  if (isForUser(error)) return new ResponseError(userErrorCode, error.message);
  console.error(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const reason = error instanceof Error ? error.message : String(error);
  return new ResponseError(userErrorCode, `PairLens could not do this (${method}): ${reason}`);
}
