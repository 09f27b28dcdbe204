import { NotificationType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';

/**
 * The overview changed: rows indexed, decisions, audit. At most ten times a second. Rows that look different now; null: any
 * may; empty: none, but there are more of them (indexed, or found by a search).
 */
export const changedNotification = new NotificationType<OnDocument & { readonly rows: readonly number[] | null }>(
  'changed',
);
