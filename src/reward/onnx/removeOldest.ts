import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes that the rows of all models together may hold: vectors of about 1.4 million texts of a small encoder. */
export const mostCacheBytes = 2 * 2 ** 30;

const day = 24 * 3600e3;

/** Removes the rows longest unused until the rest fits, and temporary files that a crash left behind more than a day ago. */
export async function removeOldest(root: string, most = mostCacheBytes): Promise<void> {
  const files: { path: string; bytes: number; used: number }[] = [];
  for (const name of await readdir(root, { recursive: true }).catch(() => [])) {
    if (!name.endsWith('.rows') && !name.endsWith('.tmp')) continue;
    const path = join(root, name);
    const there = await stat(path).catch(() => null);
    if (there === null) continue;
    if (name.endsWith('.rows')) files.push({ path, bytes: there.size, used: there.mtimeMs });
    else if (Date.now() - there.mtimeMs > day) await rm(path, { force: true });
  }
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of files.sort((x, y) => x.used - y.used)) {
    if (total <= most) return;
    await rm(path, { force: true });
    total -= bytes;
  }
}
