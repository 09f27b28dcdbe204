import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** Larger pictures are not shown: they go to the page as one message. */
export const maxPictureBytes = 24 << 20;

/** Bytes of a picture, or why there are none, in words for the user. */
export type PictureBytes = { readonly bytes: Buffer } | { readonly why: string };

/**
 * Reads a picture that a record names. Links are followed first, so that what is read lies where it may.
 *
 * @param folder - the dataset's own; relative paths start there
 * @param roots - folders that pictures may lie in, the dataset's own among them
 */
export async function pictureFile(path: string, folder: string, roots: readonly string[]): Promise<PictureBytes> {
  const wanted = resolve(folder, path);
  const whole = await realpath(wanted).catch(() => null);
  const places = await Promise.all(roots.map(root => realpath(root).catch(() => resolve(root))));
  // A path outside is refused whether anything is there or not, so that the answer says nothing of other folders.
  const isAllowed =
    whole === null
      ? [...places, ...roots.map(root => resolve(root))].some(root => isInside(wanted, root))
      : places.some(place => isInside(whole, place));
  if (!isAllowed) {
    return { why: `${path} lies outside of the dataset’s folder and of the workspace, so it is not opened.` };
  }
  if (whole === null) return { why: `${path} is not there. Paths start at the dataset’s folder.` };
  const handle = await open(whole, 'r').catch(() => null);
  if (handle === null) return { why: `${path} can’t be read.` };
  try {
    const found = await handle.stat();
    if (!found.isFile()) return { why: `${path} is no file.` };
    if (found.size > maxPictureBytes) return { why: tooLarge(path, found.size) };
    return { bytes: await handle.readFile() };
  } finally {
    await handle.close();
  }
}

/** Why a picture is not shown, in words. */
export function tooLarge(name: string, bytes: number): string {
  return `${name} has ${Math.ceil(bytes / 2 ** 20)} MB; pictures of up to ${maxPictureBytes >> 20} MB are shown.`;
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
