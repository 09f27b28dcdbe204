import assert from 'node:assert/strict';
import type { Action } from '../../../src/edits/action.ts';
import { PendingEdits } from '../../../webview/comparison/state/pendingEdits.ts';

describe('edits that wait for the host', () => {
  it('are told row by row, each with the time of its last, until it has them', () => {
    const pending = new PendingEdits();
    const first: Action = { type: 'note', row: 3, at: '2026-01-01T00:00:00.000Z', note: 'why?' };
    const second: Action = {
      type: 'batch',
      actions: [
        { type: 'verdict', row: 3, at: '2026-01-01T00:00:01.000Z', verdict: 'a', given: 'seen' },
        { type: 'tags', row: 7, at: '2026-01-01T00:00:02.000Z', tags: ['short'] },
      ],
    };
    pending.add(first);
    pending.add(second);
    assert.deepEqual(pending.unconfirmed, [
      { row: 3, at: '2026-01-01T00:00:01.000Z' },
      { row: 7, at: '2026-01-01T00:00:02.000Z' },
    ]);
    pending.confirm(second);
    assert.deepEqual(pending.unconfirmed, [{ row: 3, at: '2026-01-01T00:00:00.000Z' }]);
    assert.ok(pending.has(7), 'it is drawn until it is read back');
    pending.remove(second);
    assert.ok(!pending.has(7));
  });
});
