import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { type Download, type DownloadOptions, download, type Fetched } from './download.ts';
import { type Fields, isFields } from './fields.ts';
import { hashFile } from './hashFile.ts';
import { httpGet } from './httpGet.ts';
import { whatWentWrong } from './networkTrouble.ts';

/**
 * As `download`, for a file whose content is not known beforehand; a second call asks the server whether it has changed, and
 * fetches nothing if it has not. What is known of the file is kept beside it until `forgetFetched`.
 *
 * @throws ModelError as `download`
 */
export async function fetchOnce(file: Download, options: DownloadOptions): Promise<Fetched> {
  const kept = options.offline ? null : await unchanged(file, options);
  if (kept !== null) return kept;
  let etag: string | null = null;
  const fetched = await download(file, { ...options, onEtag: value => (etag = value) });
  if (etag === null) await forgetFetched(file.target);
  else await writeFile(noteOf(file.target), JSON.stringify({ url: file.url, etag, ...fetched }));
  return fetched;
}

/** Forgets what was noted of a file: it is listed in the manifest, or of no use. */
export async function forgetFetched(target: string): Promise<void> {
  await rm(noteOf(target), { force: true });
}

function noteOf(target: string): string {
  return `${target}.fetched.json`;
}

async function unchanged({ url, target }: Download, options: DownloadOptions): Promise<Fetched | null> {
  const note = await readNote(target);
  if (note?.url !== url || typeof note.etag !== 'string') return null;
  const { sha256, bytes } = note;
  if (typeof sha256 !== 'string' || typeof bytes !== 'number') return null;
  if ((await stat(target).catch(() => null))?.size !== bytes) return null;
  const { signal, token = null, stall = 30_000 } = options;
  try {
    const { response } = await httpGet({ url, headers: { 'if-none-match': note.etag }, token, stall, signal });
    response.destroy();
    if (response.statusCode !== 304) return null;
  } catch (error) {
    signal.throwIfAborted();
    throw whatWentWrong(error, url);
  }
  return (await hashFile(target, signal)) === sha256 ? { sha256, bytes } : null;
}

async function readNote(target: string): Promise<Fields | null> {
  try {
    const note: unknown = JSON.parse(await readFile(noteOf(target), 'utf8'));
    return isFields(note) ? note : null;
  } catch {
    return null;
  }
}
