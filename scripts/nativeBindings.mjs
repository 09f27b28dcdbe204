// DuckDB's native binding of a platform, fetched by name where npm did not install it, and checked by the lock file's hash.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** Platforms that a package can be made for: those that every native part has a build for. */
export const targets = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

/**
 * Puts the binding of a target into node_modules.
 *
 * @returns what takes it out again; does nothing where it had been installed
 * @throws Error if what comes is not what the lock file names
 */
export function provideBindings(target) {
  const name = `@duckdb/node-bindings-${target}`;
  const folder = join('node_modules', name);
  if (existsSync(folder)) return () => undefined;
  const { version, integrity } = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages[folder] ?? {};
  if (!integrity) throw new Error(`package-lock.json names no ${name}. Targets: ${targets.join(', ')}.`);
  mkdirSync('out', { recursive: true });
  const place = mkdtempSync(resolve('out', 'bindings-'));
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['pack', `${name}@${version}`, '--pack-destination', place, '--json', '--silent'];
    const [{ filename }] = JSON.parse(
      execFileSync(npm, args, { encoding: 'utf8', shell: process.platform === 'win32' }),
    );
    const tarball = join(place, filename.replace('@', '').replace('/', '-'));
    const [algorithm, wanted] = integrity.split(/-(.*)/s);
    const found = createHash(algorithm).update(readFileSync(tarball)).digest('base64');
    if (found !== wanted)
      throw new Error(`${name}@${version} is not what package-lock.json names: ${algorithm} ${found}.`);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', folder, '--strip-components', '1']);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
