import { createHash } from 'node:crypto';
import type { ImageRef, Message } from './comparison.ts';
import type { JsonPath } from './format.ts';
import { isObject, own, ownText } from './ownValue.ts';

/** A picture as files of preferences hold it: a path, an address, or its bytes (base64, or `{bytes, path}`). */
export function readImage(value: unknown, path: JsonPath): ImageRef | null {
  if (isObject(value)) {
    const bytes = ownText(value, 'bytes');
    if (bytes) return { kind: 'bytes', at: [...path, 'bytes'], digest: digest(bytes) };
    return readImage(ownText(value, 'url') ?? ownText(value, 'path') ?? null, path);
  }
  if (typeof value !== 'string' || value === '') return null;
  if (/^https?:\/\//i.test(value)) return { kind: 'url', url: value };
  if (value.startsWith('data:') || base64Picture.test(value)) return { kind: 'bytes', at: path, digest: digest(value) };
  return { kind: 'file', path: value };
}

/** Base64 of JPEG, PNG, GIF and WebP files, by their first bytes. */
const base64Picture = /^(\/9j\/|iVBORw0KGgo|R0lGOD|UklGR)[A-Za-z0-9+/=\s]+$/;

/** A message that is a picture. Its text names it, so that two pictures are two texts. */
export function imageMessage(role: string, image: ImageRef): Message {
  return { role, content: `[image: ${nameOf(image)}]`, images: [image] };
}

/** The image of a record at a field, or at `field` and `field_url` and the like; null if none is there. */
export function imageAt(record: unknown, fields: readonly string[]): ImageRef | null {
  for (const field of fields) {
    const image = readImage(own(record, field), [field]);
    if (image) return image;
  }
  return null;
}

function nameOf(image: ImageRef): string {
  if (image.kind === 'bytes') return image.digest;
  return image.kind === 'url' ? image.url : image.path;
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, 12);
}
