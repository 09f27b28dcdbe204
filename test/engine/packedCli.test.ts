import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Figures } from '../../src/reward/figures.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('the package for npm', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let installed: string;

  before(() => {
    folder = temporaryFolder();
    execFileSync(process.execPath, ['scripts/packCli.mjs', '--no-build', '--out', folder.path], { stdio: 'pipe' });
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    installed = join(folder.path, 'node_modules/pairlens');
    mkdirSync(installed, { recursive: true });
    const tarball = join(folder.path, `pairlens-${version}.tgz`);
    execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
    // Only what the manifest names, and what that needs itself, is there for it.
    link('pairlens', installed);
  });
  after(() => folder.remove());

  /** Puts the dependencies of a package beside it, as npm would. */
  function link(name: string, from: string): void {
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
      readFileSync(join(from, 'package.json'), 'utf8'),
    ) as Partial<Manifest>;
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const [source, place] = [resolve('node_modules', needed), join(folder.path, 'node_modules', needed)];
      if (existsSync(place)) continue;
      // Bindings for other platforms are not installed.
      if (!existsSync(source)) {
        assert.ok(needed in optionalDependencies, `${name} needs ${needed}`);
        continue;
      }
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(source, place, 'junction');
      link(needed, source);
    }
  }

  it('audits the samples that it brings, with nothing but its dependencies', () => {
    const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Manifest;
    // Part of them: that they all can be audited is tested elsewhere.
    const lines = readFileSync(join(installed, 'samples/helpdesk.jsonl'), 'utf8').split('\n').slice(0, 40);
    const sample = folder.write('helpdesk.jsonl', `${lines.join('\n')}\n`);
    const args = ['audit', sample, '--quiet', '--out', join(folder.path, 'audit')];
    const env = { ...process.env, PAIRLENS_STORAGE: join(folder.path, 'storage'), PAIRLENS_OFFLINE: '1' };
    execFileSync(process.execPath, ['--preserve-symlinks', join(installed, bin.pairlens!), ...args], {
      cwd: installed,
      env,
    });
    const figures = JSON.parse(readFileSync(join(folder.path, 'audit/figures.json'), 'utf8')) as Figures;
    assert.ok(figures.comparisons > 30);
    assert.match(readFileSync(join(folder.path, 'audit/report.html'), 'utf8'), /<script/);
  });
});
