import { RequestType } from 'vscode-jsonrpc';
import type { OnDocument } from './onDocument.ts';

/** A picture of a row, by its place: the page names no path and no address. */
export interface PicturePlace {
  readonly row: number;
  readonly part: 'prompt' | 'promptB' | 'a' | 'b';
  /** Place of the message in the part, and of the picture in the message. */
  readonly message: number;
  readonly image: number;
}

/** A picture as the page may show it. */
export type Picture =
  | { readonly kind: 'picture'; readonly url: string; readonly bytes: number }
  /** It is on a server, which is asked only once the user has agreed. */
  | { readonly kind: 'remote'; readonly host: string }
  /** It can't be shown; why, in words for the user. */
  | { readonly kind: 'none'; readonly why: string };

/** Reads a picture. `remote`: the user agreed that the server that it names is asked for it. */
export const pictureRequest = new RequestType<OnDocument & PicturePlace & { readonly remote: boolean }, Picture, void>(
  'picture',
);
