import { RequestType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';

/** Shows an audit of the document that is in a folder, as `pairlens audit --out` or scale/ray wrote it. */
export const openAuditRequest = new RequestType<OnDocument & { readonly folder: string }, null, void>('openAudit');
