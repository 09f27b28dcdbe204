import assert from 'node:assert/strict';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { Details } from '../../../webview/comparison/state/details.ts';

/** Rows that are there, as little as the class looks at. */
const remote = {
  detail: async (rows: readonly number[]) => rows.map(row => ({ row: { row } }) as unknown as RowDetail),
};

const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('details of rows', () => {
  it('keep the row that is shown, however many are asked for anew and ahead', async () => {
    let shown = 0;
    const details = new Details(remote, row => row === shown);
    await details.want(upTo(0, 20));
    shown = 12;
    await details.reload(upTo(0, 20).filter(row => row !== shown));
    await details.want(upTo(21, 60));
    assert.equal(details.peek(shown)?.kind, 'ready');
  });

  it('keep few others, the latest', async () => {
    const details = new Details(remote, row => row === 0);
    for (const row of upTo(0, 60)) await details.want([row]);
    const known = upTo(0, 60).filter(row => details.peek(row) !== undefined);
    assert.ok(known.includes(0) && known.includes(60) && known.length <= 17, known.join());
  });
});
