import { type FileHandle, open, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Container } from './container.ts';
import type { OpenOptions } from './dataset.ts';
import { DatasetError } from './datasetError.ts';
import { findRecords } from './findRecords.ts';
import { folderFingerprint, type Shard, shardsOf } from './folderFiles.ts';
import { type OpenedText, openText } from './openText.ts';
import { PlainSource } from './plainSource.ts';
import { readSpans } from './readSpans.ts';
import { copyPlace, makeCopy } from './storedCopy.ts';

/**
 * Opens a folder of shards (`train-00000-of-00004.parquet`, ...) as one text of JSON Lines, which is put together in
 * storage: the shards in the order of their names, each record on a line. Null if the path is no folder.
 *
 * @throws {DatasetError} if the folder holds no data files, or files of different kinds
 */
export async function openFolder(
  path: string,
  options: Pick<OpenOptions, 'storage' | 'parquet'>,
  signal: AbortSignal,
): Promise<OpenedText | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory()) return null;
  const shards = await shardsOf(path);
  refuseMixed(path, shards);
  const fingerprint = await folderFingerprint(path);
  const place = await copyPlace(join(options.storage, 'expanded'), fingerprint, 'folder');
  const handle = place.existing ?? (await makeCopy(place.path, target => joinShards(shards, target, options, signal)));
  const source = new PlainSource(handle, (await handle.stat()).size, signal);
  const count = shards.length === 1 ? '1 file' : `${shards.length} files`;
  return { source, fingerprint, extension: '.jsonl', readOnly: `the dataset is a folder of ${count}` };
}

function refuseMixed(path: string, shards: readonly Shard[]): void {
  if (shards.length === 0) {
    const problem = 'this is a folder that holds no .jsonl, .json, .csv, .tsv or .parquet file';
    throw new DatasetError(
      'not-a-file',
      path,
      problem,
      'Open one of the files in it, or the folder that holds the shards',
    );
  }
  const kinds = new Set(shards.map(({ name }) => extname(name.replace(/\.(gz|zst)$/i, '')).toLowerCase()));
  if (kinds.size > 1) {
    const problem = `this is a folder of files of several kinds (${[...kinds].join(', ')}), which are no shards of one dataset`;
    throw new DatasetError('not-a-file', path, problem, 'Open one of the files in it');
  }
}

async function joinShards(
  shards: readonly Shard[],
  target: string,
  options: Pick<OpenOptions, 'storage' | 'parquet'>,
  signal: AbortSignal,
): Promise<void> {
  const handle = await open(target, 'wx', 0o600);
  try {
    for (const { path } of shards) await appendShard(path, handle, options, signal);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const flushBytes = 1 << 20;

async function appendShard(
  path: string,
  target: FileHandle,
  options: Pick<OpenOptions, 'storage' | 'parquet'>,
  signal: AbortSignal,
): Promise<void> {
  const text = await openText(path, options, signal);
  try {
    const { source } = text;
    const abort = new AbortController();
    signal.addEventListener('abort', () => abort.abort(signal.reason), { once: true });
    const { container, index, indexing } = await findRecords(path, text, {}, abort);
    await indexing.finished;
    if (source.trouble) throw new DatasetError('unreadable', path, lower(source.trouble.reason), source.trouble.cure);
    let pending: Buffer[] = [];
    let length = 0;
    for await (const { bytes } of readSpans(source, index, 0, index.count)) {
      const line = lineFor(bytes, container);
      pending.push(line, newline);
      length += line.length + 1;
      if (length < flushBytes) continue;
      await target.writeFile(Buffer.concat(pending, length));
      [pending, length] = [[], 0];
      signal.throwIfAborted();
    }
    await target.writeFile(Buffer.concat(pending, length));
  } finally {
    await text.source.close();
  }
}

const newline = Buffer.from('\n');

/** A record on one line: lines are as they are, elements lose their line breaks, separated values become an object. */
function lineFor(bytes: Buffer, container: Container): Buffer {
  if (container.kind === 'lines') return bytes;
  const text = bytes.toString('utf8');
  const parsed = container.kind === 'separated' ? container.parse(text) : null;
  return Buffer.from(parsed?.ok ? JSON.stringify(parsed.record) : text.replace(/[ \t]*[\r\n]+[ \t]*/g, ''), 'utf8');
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
