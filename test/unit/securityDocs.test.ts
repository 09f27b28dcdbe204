import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

describe('docs/security.md', () => {
  it('names for every attack a test that there is', () => {
    const table = readFileSync('docs/security.md', 'utf8')
      .split(/\r?\n/)
      .filter(line => line.startsWith('| ') && line.includes('.test.ts`'));
    assert.ok(table.length >= 30, `${table.length}`);
    for (const row of table) {
      const [, file, title] = /`(test\/[\w/.]+\.test\.ts)`: “([^”]+)” \|$/.exec(row) ?? [];
      assert.ok(file !== undefined && title !== undefined, row);
      assert.ok(readFileSync(file, 'utf8').includes(title), row);
    }
  });
});
