import assert from 'node:assert/strict';
import type { AuditedRow } from '../../../src/audit/audit.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { reasonText, response, sentence } from '../../../src/reward/reason.ts';
import { marginText, shownMargins } from '../../../webview/comparison/state/margins.ts';
import { reasonInPlaces, verdictText } from '../../../webview/comparison/state/phrases.ts';
import { leftSide, placeOf, sideAt } from '../../../webview/comparison/state/sides.ts';
import { groupTurns } from '../../../webview/comparison/state/turns.ts';

const audit = (margins: Record<string, number>, label: 'a' | 'b'): AuditedRow => ({
  row: 0,
  line: 1,
  key: 'k',
  label,
  p: 0.1,
  pWrong: null,
  pWrongRange: null,
  preferenceStrength: -2,
  spread: 0.5,
  consensus: null,
  degree: null,
  margins,
  findings: [],
  principlesA: [],
  principlesB: [],
});

const detail = (key: string, left: 'a' | 'b') =>
  ({ left, row: { kind: 'comparison', row: 0, line: 1, comparison: { key } } }) as unknown as RowDetail;

describe('places on screen', () => {
  it('turn sides round and back', () => {
    for (const left of ['a', 'b'] as const) {
      for (const place of ['left', 'right'] as const) assert.equal(placeOf(sideAt(place, left), left), place);
    }
    assert.equal(verdictText('b', 'a'), 'B is better');
    assert.equal(verdictText('b', 'b'), 'A is better');
  });

  it('follow the file, the engine, or in blind mode the key, about half of each', () => {
    assert.equal(leftSide(detail('00', 'b'), { sides: 'file', blind: false, again: false }), 'a');
    assert.equal(leftSide(detail('00', 'b'), { sides: 'shuffled', blind: false, again: false }), 'b');
    let left = 0;
    for (let i = 0; i < 1000; i++) {
      const key = (i * 2654435761).toString(16).padStart(16, '0');
      const side = leftSide(detail(key, 'a'), { sides: 'file', blind: true, again: false });
      assert.equal(side, leftSide(detail(key, 'a'), { sides: 'file', blind: true, again: false }));
      // The engine turns its order round when a saved flip exchanges the texts; then blind mode must too.
      assert.notEqual(side, leftSide(detail(key, 'b'), { sides: 'file', blind: true, again: false }));
      if (side === 'a') left++;
    }
    assert.ok(left > 400 && left < 600, `${left} of 1000`);
  });

  it('turn margins towards the response that they favour', () => {
    const label = 'a';
    const atLeft = shownMargins(audit({ style: 1, tree: -3 }, label), label, 'a');
    assert.deepEqual(
      atLeft?.members.map(({ value }) => marginText(value)),
      ['A 1.0', 'B 3.0'],
    );
    assert.equal(atLeft?.ensemble?.value, 2);
    const atRight = shownMargins(audit({ style: 1, tree: -3 }, label), label, 'b');
    assert.deepEqual(
      atRight?.members.map(({ value }) => marginText(value)),
      ['B 1.0', 'A 3.0'],
    );
    assert.equal(shownMargins({ ...audit({}, label), label: 'tie' }, 'tie', 'a'), null);
  });

  it('show the six most extreme of many members, in the order of the ensemble', () => {
    const margins = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`m${i}`, i - 4]));
    const shown = shownMargins(audit(margins, 'b'), 'b', 'a');
    assert.deepEqual(
      shown?.members.map(({ id }) => id),
      ['m0', 'm1', 'm2', 'm6', 'm7', 'm8'],
    );
    assert.equal(shown?.more, 3);
    assert.ok((shown?.limit ?? 0) >= 4);
  });

  it('stand in reasons, whatever else the reason says', () => {
    const reason = sentence`The label says ${response('a')}; "{a} A B" of the record scores ${response('b')} 4.`;
    assert.equal(reasonInPlaces(reason, 'a'), 'The label says A; "{a} A B" of the record scores B 4.');
    assert.equal(reasonInPlaces(reason, 'b'), 'The label says B; "{a} A B" of the record scores A 4.');
    assert.equal(reasonText(reason), 'The label says A; "{a} A B" of the record scores B 4.');
  });
});

describe('groupTurns', () => {
  const message = (role: string) => ({ role, content: role });

  it('keeps system, tools and the last user turn apart, and joins the rest', () => {
    const groups = groupTurns(['system', 'user', 'assistant', 'user', 'assistant', 'tool', 'user'].map(message));
    assert.deepEqual(
      groups.map(({ kind, messages }) => [kind, messages.map(({ index }) => index)]),
      [
        ['system', [0]],
        ['turns', [1, 2, 3, 4]],
        ['tool', [5]],
        ['last', [6]],
      ],
    );
  });

  it('opens the last message where no user speaks', () => {
    assert.deepEqual(groupTurns([message('system'), message('assistant')]).at(-1)?.kind, 'last');
    assert.deepEqual(groupTurns([]), []);
  });
});
