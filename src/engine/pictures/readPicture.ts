import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Comparison, ImageRef } from '../../dataset/comparison.ts';
import type { Picture, PicturePlace } from '../../protocol/pictures.ts';
import type { OpenDocument } from '../openDocument.ts';
import { fetchPicture } from './fetchPicture.ts';
import { maxPictureBytes, type PictureBytes, pictureFile, tooLarge } from './pictureFile.ts';
import { shownPicture } from './shownPicture.ts';

/** A picture of a row. What is shown is what its first bytes say it is; a server is asked only with `remote`. */
export async function readPicture(
  doc: OpenDocument,
  { row, remote, ...place }: PicturePlace & { readonly remote: boolean },
  signal: AbortSignal,
): Promise<Picture> {
  const [read] = await doc.readRows([row]);
  const image = read?.kind === 'comparison' ? imageAt(read.comparison, place) : undefined;
  if (image === undefined) return { kind: 'none', why: 'There is no such picture any more.' };
  const found = await bytesOf(doc, row, image, remote, signal);
  if ('host' in found) return { kind: 'remote', host: found.host };
  if ('why' in found) return { kind: 'none', why: found.why };
  return shownPicture(image.kind === 'file' ? image.path : null, found.bytes);
}

function imageAt(comparison: Comparison, { part, message, image }: Omit<PicturePlace, 'row'>): ImageRef | undefined {
  const { prompt, promptB, a, b } = comparison;
  const messages = { prompt, promptB: promptB ?? [], a: a.messages, b: b.messages }[part];
  return messages?.[message]?.images?.[image];
}

async function bytesOf(
  doc: OpenDocument,
  row: number,
  image: ImageRef,
  remote: boolean,
  signal: AbortSignal,
): Promise<PictureBytes | { readonly host: string }> {
  switch (image.kind) {
    case 'file': {
      const { path } = doc.dataset;
      const folder = (await stat(path).catch(() => null))?.isDirectory() ? path : dirname(path);
      return pictureFile(image.path, folder, [folder, ...(doc.params.roots ?? [])]);
    }
    case 'url': {
      const host = URL.canParse(image.url) ? new URL(image.url).host : '';
      if (host === '') return { why: 'The record names no address that can be read.' };
      return remote ? fetchPicture(image.url, signal) : { host };
    }
    case 'bytes': {
      const record = doc.touched.get(row)?.bytes ?? (await doc.dataset.readBytes(row));
      const text = doc.dataset.textIn(record, image.at);
      if (text === null) return { why: 'The record does not hold the picture any more.' };
      const encoded = /^data:[^,]*;base64,/i.exec(text)?.[0].length ?? (text.startsWith('data:') ? null : 0);
      if (encoded === null) return { why: 'The picture is written in a way that is not read: only base64 is.' };
      const length = Math.floor(((text.length - encoded) * 3) / 4);
      if (length > maxPictureBytes) return { why: tooLarge('The picture', length) };
      return { bytes: Buffer.from(text.slice(encoded), 'base64') };
    }
  }
}
