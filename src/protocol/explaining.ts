import { RequestType } from 'vscode-jsonrpc';
import type { Explanation } from '../reward/explanation.ts';
import type { OnDocument } from './onDocument.ts';

/**
 * Why the ensemble judged a row as it did: by the last audit, as it was decided then. Null before the first audit and for
 * rows that it did not judge. The first answer takes some seconds, as heads are fitted again; later ones much less.
 */
export const explainRequest = new RequestType<OnDocument & { readonly row: number }, Explanation | null, void>(
  'explain',
);
