import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultKeys } from '../../../src/protocol/actions.ts';
import { findingKinds } from '../../../src/reward/finding.ts';

const documents = [
  ...readdirSync('.').filter(name => name.endsWith('.md')),
  'samples/README.md',
  ...readdirSync('docs')
    .filter(name => name.endsWith('.md'))
    .map(name => `docs/${name}`),
];
const read = (path: string): string => readFileSync(path, 'utf8');
const withoutCode = (text: string): string => text.replaceAll(/^```[\s\S]*?^```/gm, '');

/** Anchors as GitHub makes them of headings. */
function anchors(path: string): Set<string> {
  const headings = withoutCode(read(path)).matchAll(/^#+ (.+)$/gm);
  return new Set([...headings].map(([, heading]) => slug(heading!)));
}

function slug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** Names in backticks in the rows of the table after a heading. */
function tableNames(path: string, heading: string): string[] {
  const section = read(path).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\|(.+)\|$/gm)].flatMap(([row]) => [...row.matchAll(/`([^`]+)`/g)].map(m => m[1]!));
}

describe('the documents', () => {
  for (const path of documents) {
    it(`${path}: every link leads somewhere`, () => {
      const targets = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)];
      for (const target of targets.map(m => m[1] ?? m[2]!).filter(t => !/^[a-z]+:/.test(t))) {
        const [file = '', anchor] = target.split('#');
        const there = file === '' ? path : join(dirname(path), file);
        assert(existsSync(there), `${target}: there is no ${there}`);
        if (anchor) assert(anchors(there).has(anchor), `${target}: ${there} has no such heading`);
      }
    });
  }

  it('name every key of the editor, and no other', () => {
    const keys = Object.values(defaultKeys).sort();
    assert.deepEqual([...new Set(tableNames('README.md', 'The editor'))].sort(), keys);
  });

  it('explain every kind of finding, in the order in which findings are listed', () => {
    const section = read('docs/user-guide.md').split('\n## Findings\n')[1]?.split('\n## ')[0] ?? '';
    const named = [...section.matchAll(/^\| ([a-z-]+) \|/gm)].map(m => m[1]!).filter(name => name !== 'kind');
    assert.deepEqual(named.sort(), [...findingKinds].sort());
  });

  it('list every setting', () => {
    const manifest = JSON.parse(read('package.json'));
    const settings = Object.keys(manifest.contributes.configuration.properties).sort();
    const named = tableNames('docs/user-guide.md', 'Settings').filter(name => name.startsWith('pairlens.'));
    assert.deepEqual(named.sort(), settings);
  });

  it('name only scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json'));
    for (const path of documents) {
      const named = [...read(path).matchAll(/npm (?:run )?([a-z][a-z:-]*)/g)].map(m => m[1]!);
      for (const script of named.filter(name => !['audit', 'ci', 'i', 'install', 'run', 'and'].includes(name))) {
        assert(script in scripts, `${path}: npm run ${script}`);
      }
    }
  });

  it('give a reason for every dependency', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    const text = read('docs/decisions.md');
    for (const name of [...Object.keys(dependencies), ...Object.keys(devDependencies)]) {
      if (!name.startsWith('@types/')) assert(text.includes(name), `docs/decisions.md says nothing of ${name}`);
    }
  });
});
