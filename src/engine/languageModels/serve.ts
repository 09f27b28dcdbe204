import type { MessageConnection } from 'vscode-jsonrpc/node';
import {
  estimatePrinciplesRequest,
  extractPrinciplesRequest,
  findServersRequest,
  principlesProgress,
  rationaleRequest,
  writePrinciplesRequest,
} from '../../protocol/languageModels.ts';
import type { Documents } from '../documents.ts';
import { respond } from '../respond.ts';
import { estimatePrinciples, extractPrinciples } from './principles.ts';
import { readRationale } from './rationales.ts';
import { servers } from './servers.ts';
import { writePrinciples } from './writePrinciples.ts';

/** Registers the requests about language models. */
export function serveLanguageModels(connection: MessageConnection, documents: Documents): void {
  respond(connection, findServersRequest, ({ url, key }, signal) => servers(url, key, signal));
  respond(connection, rationaleRequest, ({ doc, row, model }, signal) =>
    readRationale(documents.get(doc), row, model, connection, signal),
  );
  respond(connection, writePrinciplesRequest, ({ doc, ...params }) => writePrinciples(documents.get(doc), params));
  respond(connection, estimatePrinciplesRequest, (params, signal) =>
    estimatePrinciples(documents.get(params.doc), params, signal),
  );
  respond(connection, extractPrinciplesRequest, (params, signal) =>
    extractPrinciples(documents.get(params.doc), params, connection, signal, progress => {
      void connection.sendProgress(principlesProgress, params.progress, progress);
    }),
  );
}
