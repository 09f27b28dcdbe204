import assert from 'node:assert/strict';
import type { WindowResult } from '../../../src/protocol/reading.ts';
import type { ListItem } from '../../../src/protocol/rows.ts';
import { wholeFile } from '../../../src/protocol/view.ts';
import { ViewRows } from '../../../webview/comparison/state/viewRows.ts';

const itemOf = (row: number): ListItem => ({
  row,
  line: row + 1,
  title: `${row}`,
  findings: [],
  p: null,
  verdict: null,
  malformed: false,
});

/** A list of rows whose answers are held until they are let go, each as the list was when it was asked. */
function heldList() {
  const list = { rows: [0, 1] };
  const held: (() => void)[] = [];
  const window = (): Promise<WindowResult> =>
    new Promise(resolve => {
      const answer: WindowResult = { complete: true, total: list.rows.length, items: list.rows.map(itemOf) };
      held.push(() => resolve(answer));
    });
  return { list, held, rows: new ViewRows({ window }, wholeFile) };
}

describe('rows of the view', () => {
  it('are as new as a refresh when it ends, also where another overtook it', async () => {
    const { list, held, rows } = heldList();
    const loaded = rows.load(0);
    held[0]?.();
    await loaded;
    list.rows = [0, 7, 1];
    let hasEnded = false;
    const first = rows.refresh().then(() => {
      hasEnded = true;
    });
    const second = rows.refresh();
    held[1]?.();
    await new Promise(resolve => setTimeout(resolve, 5));
    assert.equal(rows.peek(1)?.row, 1, 'the answer that was overtaken is dropped');
    assert.equal(hasEnded, false);
    held[2]?.();
    await Promise.all([first, second]);
    assert.equal(rows.peek(1)?.row, 7);
    assert.equal(rows.total.value, 3);
  });
});
