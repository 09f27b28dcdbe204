import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Answer, httpGet } from './httpGet.ts';
import { withLock } from './lockFile.ts';
import { ModelError } from './modelError.ts';
import { isWorthRepeating, whatWentWrong } from './networkTrouble.ts';

/** A file to fetch. */
export interface Download {
  readonly url: string;
  /** Where it goes; it appears there only when it is whole and right. */
  readonly target: string;
  /** What it must be, where that is known. */
  readonly sha256: string | null;
  /** How long it must be, or null. */
  readonly bytes: number | null;
  /** Largest length that is taken, in bytes. */
  readonly limit: number;
}

/** How files are fetched. */
export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly token?: string | null;
  readonly offline?: boolean;
  /** Bytes there so far, of bytes in all (null: the server does not say). */
  readonly onProgress?: (done: number, total: number | null) => void;
  /** Is told the version of the file that the server names. */
  readonly onEtag?: (etag: string) => void;
  /** Milliseconds without a byte after which a server is given up (default 30,000). */
  readonly stall?: number;
  /** Milliseconds before the second and the third try (default 1,000 and 4,000). */
  readonly pauses?: readonly number[];
}

/** What was fetched. */
export interface Fetched {
  readonly sha256: string;
  readonly bytes: number;
}

/** What is known of a part file: it may only be continued if the server still has the same file. */
interface PartNote {
  readonly url: string;
  readonly etag: string;
}

/**
 * Fetches a file over https. What came so far is kept in `<target>.part`, and the next call goes on from there, also after
 * the program was ended; if the server has another file by now, or can't continue, it starts again. A broken connection, a
 * stalled one and a server that is too busy are tried twice more.
 *
 * @throws ModelError saying what went wrong: offline, denied, not found, too large, another content, disk full
 */
export async function download(file: Download, options: DownloadOptions): Promise<Fetched> {
  if (options.offline) {
    const problem = `${new URL(file.url).host} was not asked, because PairLens is told to stay offline`;
    throw new ModelError('offline', problem, 'Unset PAIRLENS_OFFLINE and HF_HUB_OFFLINE, or add from a folder or file');
  }
  await mkdir(dirname(file.target), { recursive: true });
  return withLock(`${file.target}.part.lock`, 0, () => withTries(file, options));
}

async function withTries(file: Download, options: DownloadOptions): Promise<Fetched> {
  const pauses = options.pauses ?? [1_000, 4_000];
  for (let attempt = 0; ; attempt++) {
    try {
      return await tryOnce(file, options);
    } catch (error) {
      options.signal.throwIfAborted();
      const pause = pauses[attempt];
      if (pause === undefined || !isWorthRepeating(error)) throw whatWentWrong(error, file.url);
      await sleep(pause, options.signal);
    }
  }
}

async function tryOnce(file: Download, options: DownloadOptions): Promise<Fetched> {
  const part = `${file.target}.part`;
  const kept = await keptPart(part, file.url);
  const headers: Record<string, string> = kept ? { range: `bytes=${kept.bytes}-`, 'if-range': kept.etag } : {};
  const { url, limit } = file;
  const { signal, token = null, stall = 30_000 } = options;
  const answer = await httpGet({ url, headers, token, stall, signal });
  const { response } = answer;
  try {
    const from = startOf(response, kept?.bytes ?? 0);
    if (from === null) {
      // The server can't continue: what is there is of no use.
      await forget(part);
      throw new ModelError('server', `${new URL(url).host} could not continue the download`, 'Try again');
    }
    const length = lengthOf(response);
    const total = length === null ? file.bytes : from + length;
    if (total !== null && total > limit) throw tooLarge(url, total, limit);
    if (file.bytes !== null && total !== null && total !== file.bytes) throw wrongLength(file, total);
    await checkSpace(dirname(part), length);
    const etag = versionOf(response);
    await noteEtag(part, url, etag);
    if (etag !== null) options.onEtag?.(etag);
    const hash = createHash('sha256');
    if (from > 0)
      for await (const piece of createReadStream(part, { end: from - 1, signal })) hash.update(piece as Buffer);
    const bytes = await receive(response, part, from, total, hash, file, options);
    return await finish(file, part, { sha256: hash.digest('hex'), bytes }, answer);
  } finally {
    response.destroy();
  }
}

/** Where the answer's bytes belong, or null if the request must be made again without a range. */
function startOf(response: IncomingMessage, asked: number): number | null {
  const status = response.statusCode ?? 0;
  if (status === 200) return 0;
  if (status === 206 && response.headers['content-range']?.startsWith(`bytes ${asked}-`)) return asked;
  if (status === 206 || status === 416) return null;
  throw Object.assign(new Error(`status ${status}`), { status });
}

function lengthOf({ headers }: IncomingMessage): number | null {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}

async function receive(
  response: IncomingMessage,
  part: string,
  from: number,
  total: number | null,
  hash: Hash,
  { url, limit }: Download,
  { onProgress, signal }: DownloadOptions,
): Promise<number> {
  let done = from;
  onProgress?.(done, total);
  const sink: WriteStream = createWriteStream(part, from > 0 ? { flags: 'r+', start: from } : { flags: 'w' });
  await pipeline(
    response,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        done += chunk.length;
        if (done > limit) throw tooLarge(url, done, limit);
        hash.update(chunk);
        onProgress?.(done, total);
        yield chunk;
      }
    },
    sink,
    { signal },
  );
  if (total !== null && done < total) {
    throw Object.assign(new Error(`the connection ended after ${done} of ${total} bytes`), { code: 'ECONNRESET' });
  }
  return done;
}

async function finish(file: Download, part: string, fetched: Fetched, answer: Answer): Promise<Fetched> {
  const { linkedEtag } = answer;
  const stated = file.sha256 ?? /^"?([0-9a-f]{64})"?$/.exec(linkedEtag ?? '')?.[1] ?? null;
  if (stated !== null && stated !== fetched.sha256) {
    await forget(part);
    const { host } = new URL(file.url);
    throw new ModelError(
      'mismatch',
      `What came from ${host} is not the file that was asked for: its SHA-256 is ${fetched.sha256}, not ${stated}`,
      'It was thrown away. Try another source; if this one is yours, its copy is damaged or of another version',
    );
  }
  await rename(part, file.target);
  await rm(`${part}.json`, { force: true });
  return fetched;
}

/** The part file of this address, if it can be continued. */
async function keptPart(part: string, url: string): Promise<{ bytes: number; etag: string } | null> {
  const bytes = (await stat(part).catch(() => null))?.size ?? 0;
  if (bytes === 0) return null;
  try {
    const note = JSON.parse(await readFile(`${part}.json`, 'utf8')) as Partial<PartNote> | null;
    return note?.url === url && typeof note.etag === 'string' ? { bytes, etag: note.etag } : null;
  } catch {
    return null;
  }
}

/** The version that a server names; one that names none, or a weak one, can't be continued. */
function versionOf({ headers }: IncomingMessage): string | null {
  return headers.etag?.startsWith('"') ? headers.etag : (headers['last-modified'] ?? null);
}

async function noteEtag(part: string, url: string, etag: string | null): Promise<void> {
  if (etag === null) await rm(`${part}.json`, { force: true });
  else await writeFile(`${part}.json`, JSON.stringify({ url, etag } satisfies PartNote));
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

async function checkSpace(folder: string, bytes: number | null): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bytes !== null && bytes > bavail * bsize) {
    const mib = (n: number): string => `${Math.ceil(n / 2 ** 20)} MiB`;
    const problem = `${folder} has ${mib(bavail * bsize)} free, and ${mib(bytes)} are needed`;
    throw new ModelError('disk', problem, 'Make room, or name another folder for models (PAIRLENS_MODELS)');
  }
}

function tooLarge(url: string, bytes: number, limit: number): ModelError {
  const problem = `${url} is larger than expected: ${bytes} bytes, where at most ${limit} are taken`;
  return new ModelError('mismatch', problem, 'Try another source');
}

function wrongLength({ url, bytes }: Download, length: number): ModelError {
  const problem = `${url} is not the file that was asked for: it has ${length} bytes, not ${bytes}`;
  return new ModelError('mismatch', problem, 'Try another source');
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', stop, { once: true });
  });
}
