import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { AddWork } from '../models/addProgress.ts';
import {
  addModelRequest,
  cudaPlanRequest,
  installCudaRequest,
  modelProgress,
  modelsRequest,
  removeModelRequest,
} from '../protocol/models.ts';
import { add, cuda, cudaPlan, models, remove } from './models.ts';
import { respond } from './respond.ts';

/** Registers the requests about models. */
export function serveModels(connection: MessageConnection): void {
  respond(connection, modelsRequest, settings => models(settings));
  respond(connection, addModelRequest, (params, signal) => add(params, work(connection, params.progress, signal)));
  respond(connection, removeModelRequest, ({ id, settings }) => remove(id, settings));
  respond(connection, cudaPlanRequest, () => cudaPlan());
  respond(connection, installCudaRequest, ({ settings, progress }, signal) =>
    cuda(settings, work(connection, progress, signal)),
  );
}

/** Milliseconds between two reports: downloads come in pieces of some kilobytes. */
const interval = 100;

function work(connection: MessageConnection, token: string, signal: AbortSignal): AddWork {
  let last = Number.NEGATIVE_INFINITY;
  let stage = '';
  return {
    signal,
    onProgress: progress => {
      const now = performance.now();
      if (progress.stage === stage && progress.share < 1 && now - last < interval) return;
      last = now;
      stage = progress.stage;
      void connection.sendProgress(modelProgress, token, progress);
    },
  };
}
