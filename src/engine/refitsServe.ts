import type { MessageConnection } from 'vscode-jsonrpc/node';
import * as protocol from '../protocol/refit.ts';
import type { Documents } from './documents.ts';
import { refittingOf } from './refits.ts';
import { respond } from './respond.ts';

/** Registers the requests about keeping an audit up to date. */
export function serveRefits(connection: MessageConnection, documents: Documents): void {
  respond(connection, protocol.refitSettingsRequest, ({ doc, settings }) => {
    refittingOf(documents.get(doc)).set(settings);
    return null;
  });
  respond(connection, protocol.refitRequest, ({ doc }) => refittingOf(documents.get(doc)).now());
  respond(connection, protocol.cancelRefitRequest, async ({ doc }) => {
    await refittingOf(documents.get(doc)).cancel();
    return null;
  });
  respond(connection, protocol.lookRequest, ({ doc, editor, place }) => {
    documents.get(doc).pinned.look(editor, place);
    return null;
  });
}
