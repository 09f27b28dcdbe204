/** Bytes at the beginning of a file that tell its type. */
export const signatureLength = 16;

/** Types of pictures that a page can draw. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/avif' | 'image/bmp';

/** The type of a picture that a page can draw, by its first bytes: what a name or a server says does not count. Null for others. */
export function pictureType(head: Buffer): PictureType | null {
  const text = (start: number, end: number): string => head.toString('latin1', start, end);
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  if (text(4, 8) === 'ftyp' && /^(avif|avis)$/.test(text(8, 12))) return 'image/avif';
  if (text(0, 2) === 'BM') return 'image/bmp';
  return null;
}
