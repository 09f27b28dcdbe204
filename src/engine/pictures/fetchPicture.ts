import { httpGet } from '../../models/httpGet.ts';
import { maxPictureBytes, type PictureBytes, tooLarge } from './pictureFile.ts';

/** Milliseconds without a byte after which a server is given up. */
const stall = 20_000;

/** Asks a server for a picture. Only the host that the address names is asked: a redirect to another is refused. */
export async function fetchPicture(url: string, signal: AbortSignal): Promise<PictureBytes> {
  try {
    const { response } = await httpGet({ url, headers: {}, token: null, stall, signal, sameHost: true });
    const status = response.statusCode ?? 0;
    if (status !== 200) {
      response.destroy();
      return { why: `${new URL(url).host} answered ${status} and no picture.` };
    }
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of response as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > maxPictureBytes) {
        response.destroy();
        return { why: tooLarge('The picture', length) };
      }
      parts.push(part);
    }
    return { bytes: Buffer.concat(parts, length) };
  } catch (error) {
    if (signal.aborted) throw error;
    return { why: `The picture could not be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}
