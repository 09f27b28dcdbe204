import assert from 'node:assert/strict';
import { entryFor } from '../../../src/host/matchPath.ts';

describe('entry for a path', () => {
  const table = {
    'data/**/votes-*.jsonl': 'folders',
    'data/one.jsonl': 'exact',
    'data/*.jsonl': 'folder',
    '*.csv': 'name',
    'odd[1](a).jsonl': 'odd',
  };
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['data/one.jsonl', 'exact'],
    ['data/two.jsonl', 'folder'],
    ['data/deep/two.jsonl', undefined],
    ['data/votes-1.jsonl', 'folders'],
    ['data/a/b/votes-1.jsonl', 'folders'],
    ['other/data/one.jsonl', undefined],
    ['x/y/z.csv', 'name'],
    ['odd[1](a).jsonl', 'odd'],
    ['odd1a.jsonl', undefined],
    ['constructor', undefined],
  ];
  for (const [path, expected] of cases) {
    it(`${path}: ${expected ?? 'none'}`, () => assert.equal(entryFor(table, path), expected));
  }
});
