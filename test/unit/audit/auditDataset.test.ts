import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../../../src/audit/audit.ts';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import { auditRecords } from '../../../src/audit/auditRecords.ts';
import { loadAudit, storeAudit } from '../../../src/audit/auditStore.ts';
import { comparisonLines, findingLines } from '../../../src/audit/exportLines.ts';
import { readAll } from '../../../src/audit/readAll.ts';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { Row } from '../../../src/dataset/row.ts';
import { undecided } from '../../../src/edits/decision.ts';
import { reasonText } from '../../../src/reward/reason.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

describe('the audit of a dataset', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let rows: Row[];
  let audit: Audit;

  before(async () => {
    folder = temporaryFolder();
    const head = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 60);
    const dataset = await openDataset(folder.write('s.jsonl', head.join('\n')), { storage: folder.path });
    rows = await readAll(dataset, () => undefined);
    await dataset.close();
    audit = await auditDataset(rows, { file: 's.jsonl', format: dataset.format.name, seed: 1 });
  });

  after(() => folder.remove());

  it('says something of every row, in file order', () => {
    assert.deepEqual(
      audit.rows.map(({ row, line }) => [row, line]),
      rows.map(({ row, line }) => [row, line]),
    );
    const malformed = audit.rows.find(row => row.key === '');
    assert.deepEqual(
      malformed?.findings.map(f => [f.kind, f.score]),
      [['malformed', 1]],
    );
    assert.match(reasonText(malformed?.findings[0]?.reason ?? []), /^[A-Z].*\. [A-Z].*\.$/);
  });

  it('counts in its figures what its rows hold', () => {
    for (const [kind, n] of Object.entries(audit.figures.findings)) {
      assert.equal(audit.rows.filter(row => row.findings.some(f => f.kind === kind)).length, n, kind);
    }
    const used = audit.figures.members.map(member => member.id);
    for (const row of audit.rows) for (const id of Object.keys(row.margins)) assert.ok(used.includes(id));
  });

  it('writes what principles say relative to the recorded choice', () => {
    const { records: made, shape } = auditRecords(audit);
    const records = [...made];
    assert.ok(shape.members.length > 2);
    for (const principle of audit.principles.principles) {
      const count = (side: 'principlesFor' | 'principlesAgainst'): number =>
        records.filter(record => record[side].includes(principle.id)).length;
      assert.deepEqual([count('principlesFor'), count('principlesAgainst')], [principle.for, principle.against]);
    }
  });

  it('exports a line per row and a line per finding, with related rows as lines', () => {
    const comparisons = [...comparisonLines(audit)];
    assert.equal(comparisons.length, rows.length);
    const duplicate = [...findingLines(audit)].find(({ kind }) => kind === 'duplicate');
    assert.deepEqual([duplicate?.line, duplicate?.related_lines], [44, [25]]);
  });

  it('leaves dropped comparisons out, and says so by nulls', async () => {
    const decisions = new Map([[0, { ...undecided, verdict: 'drop' as const, given: 'seen' as const, at: '2026' }]]);
    const again = await auditDataset(rows, { file: 's', format: 'f', seed: 1, decisions });
    assert.equal(again.figures.comparisons, audit.figures.comparisons - 1);
    assert.deepEqual([again.rows.at(0)?.p, again.rows.at(0)?.findings], [null, []]);
  });

  it('stops when its signal is raised', async () => {
    const stop = new AbortController();
    const options = { file: 's', format: 'f', seed: 1, signal: stop.signal, onProgress: () => stop.abort() };
    await assert.rejects(auditDataset(rows, options), { name: 'AbortError' });
  });

  it('is the same after it was stored, and nothing if its file is not whole', async () => {
    const path = join(folder.path, 'audits', 'a.jsonl');
    // A separator of lines to some readers, and a character of a JSON text.
    await storeAudit(path, { audit, decided: new Map([[1, 'x\u2028y']]), stale: [4] });
    const loaded = await loadAudit(path);
    assert.deepEqual(loaded?.audit, JSON.parse(JSON.stringify(audit)));
    assert.deepEqual([[...loaded!.decided], loaded!.stale], [[[1, 'x\u2028y']], [4]]);
    const whole = readFileSync(path, 'utf8');
    writeFileSync(path, whole.slice(0, -200));
    assert.equal(await loadAudit(path), null);
    writeFileSync(path, whole.split('\n').slice(0, -3).join('\n'));
    assert.equal(await loadAudit(path), null);
    writeFileSync(path, whole);
    appendFileSync(path, '{}\n');
    assert.equal(await loadAudit(path), null);
    assert.equal(await loadAudit(join(folder.path, 'none.jsonl')), null);
  });
});
