import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledModel, ModelFile } from '../../models/installedModel.ts';
import { OnnxError } from './onnxError.ts';

/** @throws OnnxError unless the file is the one that was added */
export async function checkFile(
  { name, folder }: InstalledModel,
  file: ModelFile,
  signal?: AbortSignal,
): Promise<void> {
  const path = join(folder, file.path);
  const there = await stat(path).catch(() => null);
  if (there === null) throw new OnnxError(`${name}: the file ${path} is missing. Add the model again.`);
  const sum = createHash('sha256');
  if (there.size === file.bytes) {
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) {
      signal?.throwIfAborted();
      sum.update(chunk as Buffer);
    }
  }
  if (sum.digest('hex') !== file.sha256) {
    throw new OnnxError(
      `${name}: the file ${path} is not the one that was added (its hash differs). Add the model again.`,
    );
  }
}
