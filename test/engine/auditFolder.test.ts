import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Audit } from '../../src/audit/audit.ts';
import { auditDataset } from '../../src/audit/auditDataset.ts';
import { comparisonLines, findingLines } from '../../src/audit/exportLines.ts';
import { readAll } from '../../src/audit/readAll.ts';
import { readAuditFolder } from '../../src/audit/readAuditFolder.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { openAuditRequest } from '../../src/protocol/auditFolder.ts';
import { reportRequest } from '../../src/protocol/auditing.ts';
import { explainRequest } from '../../src/protocol/explaining.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { windowRequest } from '../../src/protocol/reading.ts';
import { reasonText } from '../../src/reward/reason.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

describe("an audit's folder", function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let storage: string;
  let out: string;
  let audit: Audit;

  const jsonLines = (items: Iterable<object>): string => [...items].map(item => `${JSON.stringify(item)}\n`).join('');
  const dataset = () => openDataset(path, { storage });

  before(async () => {
    folder = temporaryFolder();
    storage = join(folder.path, 'storage');
    const lines = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 60);
    path = folder.write('helpdesk.jsonl', `${[...lines, lines[2], 'not json'].join('\n')}\n`);
    const opened = await dataset();
    const rows = await readAll(opened, () => undefined);
    audit = await auditDataset(rows, { file: path, format: opened.format.name, seed: 0 });
    await opened.close();
    out = join(folder.path, 'audit');
    mkdirSync(out);
    folder.write('audit/comparisons.jsonl', jsonLines(comparisonLines(audit)));
    folder.write('audit/findings.jsonl', jsonLines(findingLines(audit)));
    folder.write('audit/figures.json', JSON.stringify(audit.figures));
    folder.write('audit/principles.json', JSON.stringify(audit.principles));
    engine = startEngine();
    await engine.open({ doc: 'd', path, storage });
  });
  after(async () => {
    await engine.stop();
    folder.remove();
  });

  const read = async (): Promise<Audit> => {
    const opened = await dataset();
    try {
      return await readAuditFolder(out, { file: path, format: opened.format.name, rows: opened.batches() });
    } finally {
      await opened.close();
    }
  };

  it('is read back into the audit that it was written of', async () => {
    const { rows, figures, principles } = await read();
    assert.deepEqual(figures, audit.figures);
    assert.deepEqual(principles, JSON.parse(JSON.stringify(audit.principles)));
    assert.equal(rows.length, audit.rows.length);
    for (const [i, row] of [...rows].entries()) {
      const { populations: _, byObjective: __, objectives: ___, ...made } = audit.rows.at(i)!;
      const findings = made.findings.map(({ reason, related, ...rest }) => ({
        ...rest,
        reason: [reasonText(reason)],
        ...((related ?? []).length > 0 && { related }),
      }));
      // Principles are written beside a label; without one nobody knows which side they spoke for.
      const labelled = made.label === 'a' || made.label === 'b';
      const sides = labelled ? {} : { principlesA: [], principlesB: [] };
      assert.deepEqual(row, { ...made, findings, ...sides });
    }
  });

  it('is shown by the engine as an audit made here, and again at the next opening', async () => {
    const before = await engine.connection.sendRequest(overviewRequest, { doc: 'd' });
    assert.equal(before.audited, false);
    await engine.connection.sendRequest(openAuditRequest, { doc: 'd', folder: out });
    const { audited, findings } = await engine.connection.sendRequest(overviewRequest, { doc: 'd' });
    assert.ok(audited);
    const counts = Object.entries(audit.figures.findings).filter(([, count]) => count > 0);
    assert.deepEqual(
      findings
        .filter(({ count }) => count > 0)
        .map(({ kind, count }) => [kind, count])
        .sort(),
      counts.sort(),
    );
    const view = { filter: { finding: 'duplicate' }, sort: 'score' } as const;
    const shown = await engine.connection.sendRequest(windowRequest, { doc: 'd', view, start: 0, count: 9 });
    assert.equal(shown.total, audit.figures.findings.duplicate);
    assert.ok(await engine.connection.sendRequest(reportRequest, { doc: 'd' }));
    assert.ok((await engine.open({ doc: 'again', path, storage })).audited);
  });

  it('may leave out what a cluster does not make', async () => {
    rmSync(join(out, 'principles.json'));
    const { comparisons, findings } = audit.figures;
    const members = audit.figures.members.map(({ id, name, kind }) => ({ id, name, kind }));
    writeFileSync(join(out, 'figures.json'), JSON.stringify({ comparisons, findings, members }));
    const { figures, principles } = await read();
    assert.equal(figures.accuracy, null);
    assert.match(principles.why, /holds no principles/);
    await engine.connection.sendRequest(openAuditRequest, { doc: 'd', folder: out });
    const row = [...audit.rows].findIndex(({ label }) => label === 'a');
    const explained = await engine.connection.sendRequest(explainRequest, { doc: 'd', row });
    assert.deepEqual(
      explained?.members.map(({ id }) => id),
      Object.keys(audit.rows.at(row)!.margins).sort((x, y) => places(x) - places(y)),
    );
    assert.ok(await engine.connection.sendRequest(reportRequest, { doc: 'd' }));
    function places(id: string): number {
      return members.findIndex(member => member.id === id);
    }
  });

  it('of another file, or damaged, is refused with what to do', async () => {
    const lines = readFileSync(join(out, 'comparisons.jsonl'), 'utf8').trimEnd().split('\n');
    const refused = async (text: string, why: RegExp) => {
      writeFileSync(join(out, 'comparisons.jsonl'), text);
      await assert.rejects(engine.connection.sendRequest(openAuditRequest, { doc: 'd', folder: out }), why);
    };
    await refused(`${lines.slice(0, 4).join('\n')}\n`, /is not an audit of this file as it is now: line 5 differs/);
    await refused(`${[...lines, lines[0]].join('\n')}\n`, /is not an audit of this file/);
    await refused(`${lines[0]}\n{"line":`, /comparisons\.jsonl, line 2: .*Write the audit anew/);
    const nowhere = join(folder.path, 'nowhere');
    await assert.rejects(
      engine.connection.sendRequest(openAuditRequest, { doc: 'd', folder: nowhere }),
      /figures\.json can't be read: ENOENT.*pairlens audit --out/,
    );
  });

  it('that is larger than an audit is refused before memory is taken for it', async () => {
    const lines = readFileSync(join(out, 'comparisons.jsonl'), 'utf8');
    const refused = async (name: string, why: RegExp, damage: (file: string) => void) => {
      const file = join(out, name);
      const before = readFileSync(file);
      damage(file);
      await assert.rejects(engine.connection.sendRequest(openAuditRequest, { doc: 'd', folder: out }), why);
      rmSync(file);
      writeFileSync(file, before);
    };
    writeFileSync(join(out, 'comparisons.jsonl'), jsonLines(comparisonLines(audit)));
    writeFileSync(join(out, 'principles.json'), JSON.stringify(audit.principles));
    const hole = (bytes: number) => (file: string) => truncateSync(file, bytes);
    await refused('figures.json', /figures\.json can't be read: it has 65 MB, .* up to 64/, hole((64 << 20) + 1));
    await refused('principles.json', /principles\.json can't be read: it has 65 MB/, hole((64 << 20) + 1));
    await refused('comparisons.jsonl', /line 63: it is longer than 4 MB/, hole(5 << 20));
    await refused('findings.jsonl', /findings\.jsonl, line \d+: it is longer than 4 MB/, hole(5 << 20));
    const padded = jsonLines(Array.from({ length: 300 }, () => ({ line: 1, reason: 'a'.repeat(60_000) })));
    await refused('findings.jsonl', /over 64 findings of line 1\b/, file => writeFileSync(file, padded));
    const wide = jsonLines(Array.from({ length: 300 }, (_, i) => ({ line: 1 + (i % 60), reason: 'a'.repeat(60_000) })));
    await refused('findings.jsonl', /longer than 32 KB on average/, file => writeFileSync(file, wide));
    await refused('findings.jsonl', /is not an audit of this file/, file => writeFileSync(file, '{"line":1000}\n'));
    await refused('figures.json', /it is no file/, file => {
      rmSync(file);
      symlinkSync(out, file, 'junction');
    });
    writeFileSync(join(out, 'comparisons.jsonl'), lines);
  });

  it('may hold whatever JSON may, within a line', async () => {
    const [first, ...rest] = [...comparisonLines(audit)];
    const separated = { ...first!, margins: { ...first!.margins, 'a\u2028b\u0085c': 1 } };
    writeFileSync(join(out, 'comparisons.jsonl'), jsonLines([separated, ...rest]).replaceAll('\n', '\r\n'));
    assert.equal((await read()).rows.at(0)!.margins['a\u2028b\u0085c'], 1);
  });
});
