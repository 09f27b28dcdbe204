import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The random mark that fences texts in what a language model is asked. It is made once and kept, as the same questions
 * must be asked again for their kept answers to be found.
 */
export async function keptNonce(storage: string): Promise<string> {
  const folder = join(storage, 'principles');
  const path = join(folder, 'fence');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    await writeFile(path, randomBytes(8).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = (await readFile(path, 'utf8')).trim();
  if (/^[0-9a-f]{16}$/.test(kept)) return kept;
  // Left half-written by a crash.
  const fresh = randomBytes(8).toString('hex');
  await writeFile(path, fresh, { mode: 0o600 });
  return fresh;
}
