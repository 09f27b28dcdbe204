import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { principlesTable } from '../../support/principlesTable.ts';

describe('docs/principles.md', () => {
  it('lists every principle with its threshold, and no other', () => {
    const text = readFileSync(new URL('../../../docs/principles.md', import.meta.url), 'utf8');
    const lines = text.split('\n').filter(line => /^\| [a-z]+ \| `/u.test(line));
    assert.deepEqual(lines, principlesTable());
  });
});
