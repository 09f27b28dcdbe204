import assert from 'node:assert/strict';
import type { AuditedRow } from '../../../src/audit/audit.ts';
import { PackedRows } from '../../../src/audit/packed/packedRows.ts';
import { RowCollector } from '../../../src/audit/packed/rowCollector.ts';

describe('packed rows of an audit', () => {
  it('read as they were added, number by number', () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => made(i));
    const packed = PackedRows.of(rows);
    assert.equal(packed.length, rows.length);
    for (const i of [0, 1, 2, 3, 16_383, 16_384, 39_998, 39_999]) assert.deepEqual(packed.at(i), rows[i]);
    assert.deepEqual(packed.slice(16_380, 16_390), rows.slice(16_380, 16_390));
    assert.deepEqual([...packed].slice(-5), rows.slice(-5));
    assert.deepEqual(packed.at(-1), rows.at(-1));
    assert.equal(packed.at(40_000), undefined);
    assert.deepEqual(
      packed.filter(({ findings }) => findings.length > 0).map(({ row }) => row),
      rows.filter(({ findings }) => findings.length > 0).map(({ row }) => row),
    );
    assert.deepEqual(
      packed.flatMap(({ p }) => p ?? []),
      rows.flatMap(({ p }) => p ?? []),
    );
  });

  it('hold keys and texts of any kind', () => {
    const odd = [
      { ...made(1), key: '' },
      { ...made(2), key: 'not 32 hex digits' },
      { ...made(3), findings: [{ ...finding, reason: ['\u0000 \ud83d\ude00 ', 'x'.repeat(3 << 20)] }] },
      { ...made(4), objectives: { judge: [0.5, -0.25] } },
    ];
    assert.deepEqual([...PackedRows.of(odd)], odd);
  });

  it('are gathered as an array while they are few', () => {
    const few = new RowCollector();
    few.add(made(0));
    assert.ok(Array.isArray(few.rows));
    const many = new RowCollector();
    for (let i = 0; i < 20_001; i++) many.add(made(i));
    assert.ok(!Array.isArray(many.rows));
    assert.deepEqual(many.rows.at(20_000), made(20_000));
    assert.deepEqual(many.rows.at(0), made(0));
  });
});

const finding = { kind: 'suspect', score: 0.75, reason: ['why'], figures: { p: 0.1 } } as const;

function made(i: number): AuditedRow {
  const bare = i % 3 === 0;
  return {
    row: i,
    line: i + 1 + (i > 100 ? 3 : 0),
    key: i.toString(16).padStart(32, '0'),
    label: ([null, 'a', 'b', 'tie', 'both_bad'] as const)[i % 5]!,
    p: bare ? null : 1 / (i + 1),
    pWrong: null,
    pWrongRange: bare ? null : [0.1, 1 / 3],
    preferenceStrength: bare ? null : -i / 7,
    spread: bare ? null : Math.PI * i,
    consensus: i % 2 === 0 ? null : 0.5,
    degree: i % 3 === 0 ? null : 1 / 9,
    ...(i % 5 === 0 ? { populations: [0.25, null], byObjective: [null, -1.5] } : {}),
    ...(i % 4 === 0 ? { askValue: i / 3 } : {}),
    margins: i < 2 ? {} : { style: 0.1 * i, ...(i % 2 === 0 ? { ngram: -0.1 } : {}) },
    findings: i % 10 === 0 ? [finding] : [],
    principlesA: i % 3 === 1 ? ['longer', 'polite'] : [],
    principlesB: i % 3 === 2 ? ['shorter', 'longer'] : i % 3 === 1 ? ['shorter'] : [],
  };
}
