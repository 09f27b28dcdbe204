import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dist } from './support/engine.ts';

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly licenses: readonly [{ readonly license?: { readonly id: string }; readonly expression?: string }];
  readonly hashes: readonly [{ readonly alg: string; readonly content: string }];
}

describe('code of others that is shipped', () => {
  const bill = JSON.parse(readFileSync(join(dist, 'sbom.cdx.json'), 'utf8')) as { readonly components: Component[] };
  const notices = readFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);
  const listed = new Map(bill.components.map(component => [nameOf(component), component]));

  it('is listed where it is in a bundle, by what the bundles themselves say', () => {
    const bundles = [
      ...['cli.cjs', 'engine.cjs', 'worker.cjs', 'extension.cjs'].map(file => join(dist, file)),
      ...readdirSync(join(dist, 'webview'))
        .filter(file => file.endsWith('.js'))
        .map(file => join(dist, 'webview', file)),
    ];
    const found = new Set<string>();
    for (const bundle of bundles) {
      // The bundler writes a comment with the path before each file's code.
      for (const [, path] of readFileSync(bundle, 'utf8').matchAll(/^ *\/\/ (\S*node_modules\/\S+)$/gm)) {
        found.add(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path!)![1]!);
      }
    }
    assert.ok(found.size > 10, [...found].join(' '));
    assert.deepEqual(
      [...found].filter(name => !listed.has(name)),
      [],
    );
  });

  it('is listed where it is installed beside the bundles', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      dependencies: Record<string, string>;
    };
    for (const [name, version] of Object.entries(dependencies)) assert.equal(listed.get(name)?.version, version);
  });

  it('has a licence that allows it, the hash of the lock file, and its text in the notices', () => {
    const locked = (
      JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, { integrity?: string }> }
    ).packages;
    const hashes = new Set(
      Object.values(locked).flatMap(({ integrity }) =>
        integrity?.startsWith('sha512-') ? [Buffer.from(integrity.slice(7), 'base64').toString('hex')] : [],
      ),
    );
    const allowed = /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|CC-BY-4\.0|MPL-2\.0 OR Apache-2\.0)$/;
    for (const component of bill.components) {
      const [{ license, expression }] = component.licenses;
      assert.match(license?.id ?? expression ?? '', allowed, component.purl);
      const [{ alg, content }] = component.hashes;
      assert.equal(alg, 'SHA-512');
      assert.ok(hashes.has(content), component.purl);
      assert.ok(notices.includes(`\n${nameOf(component)} ${component.version} (`), component.purl);
    }
  });
});
