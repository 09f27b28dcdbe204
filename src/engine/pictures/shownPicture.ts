import type { Picture } from '../../protocol/pictures.ts';
import { pictureSize } from './pictureSize.ts';
import { pictureType, signatureLength } from './pictureType.ts';

/** Pictures of more pixels are not shown: the page would take four bytes for each, whatever the file has. */
export const maxPicturePixels = 100_000_000;

/**
 * A picture for the page, or why it is not shown. Type and size are what its own bytes say.
 *
 * @param name - as the record names it; null where the picture stands in the record
 */
export function shownPicture(name: string | null, bytes: Buffer): Picture {
  const type = pictureType(bytes.subarray(0, signatureLength));
  if (type === null) return none(`${name ?? 'This'} is no PNG, JPEG, GIF, WebP, AVIF or BMP picture.`);
  const size = pictureSize(type, bytes);
  if (size === null) return none(`${name ?? 'The picture'} is damaged: it does not say how wide and high it is.`);
  const { width, height } = size;
  if (width * height > maxPicturePixels) {
    const [wide, high, most] = [width, height, maxPicturePixels / 1e6].map(n => n.toLocaleString('en'));
    return none(
      `${name ?? 'The picture'} is ${wide} × ${high} pixels large; pictures of up to ${most} million are shown.`,
    );
  }
  return { kind: 'picture', url: `data:${type};base64,${bytes.toString('base64')}`, bytes: bytes.length };
}

function none(why: string): Picture {
  return { kind: 'none', why };
}
