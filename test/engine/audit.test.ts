import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource, ResponseError } from 'vscode-jsonrpc';
import type { AuditProgress } from '../../src/audit/audit.ts';
import {
  auditProgress,
  auditRequest,
  findingsRequest,
  reportRequest,
  writeReportRequest,
} from '../../src/protocol/auditing.ts';
import { cancelledCode } from '../../src/protocol/errorCodes.ts';
import { type Overview, overviewRequest } from '../../src/protocol/overview.ts';
import { problemsRequest } from '../../src/protocol/problems.ts';
import { detailRequest, windowRequest } from '../../src/protocol/reading.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

describe('an audit in the engine', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let storage: string;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'helpdesk.jsonl');
    storage = join(folder.path, 'storage');
    // Enough of the samples for an audit, and for a malformed line.
    const sample = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 60);
    folder.write('helpdesk.jsonl', `${sample.join('\n')}\n`);
    engine = startEngine();
  });

  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const overview = (): Promise<Overview> => engine.connection.sendRequest(overviewRequest, { doc: 'd' });

  it('runs with progress, answers meanwhile, and fills lists, details, views and the report', async () => {
    await engine.open({ doc: 'd', path, storage });
    const reports: AuditProgress[] = [];
    engine.connection.onProgress(auditProgress, 'token', report => {
      reports.push(report);
    });
    const running = engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'token' });
    const meanwhile = await Promise.race([overview(), running]);
    assert.ok('rowCount' in meanwhile && !meanwhile.audited, 'the engine answers while the audit runs');
    const figures = await running;
    assert.equal(figures.malformed, 1);
    assert.ok(reports.length > 5);
    assert.ok(reports.every((report, i) => i === 0 || report.share >= reports[i - 1]!.share));
    assert.equal(reports.at(-1)?.share, 1);

    const { audited, stale, findings, members, principles } = await overview();
    assert.deepEqual([audited, stale], [true, false]);
    assert.equal(findings.find(({ kind }) => kind === 'malformed')?.count, 1);
    for (const { kind, count } of findings) assert.equal(count, figures.findings[kind], kind);
    assert.deepEqual(
      members.map(({ id }) => id),
      figures.members.map(({ id }) => id),
    );

    const list = await engine.connection.sendRequest(findingsRequest, {
      doc: 'd',
      finding: 'duplicate',
      start: 0,
      count: 10,
    });
    assert.ok(list.length > 0 && list.every(item => item.findings.includes('duplicate')));
    const [detail] = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [list[0]!.row] });
    assert.ok(detail?.audit?.findings.some(({ kind, reason }) => kind === 'duplicate' && reason.length > 0));

    const principle = principles.find(({ against }) => against > 0)!;
    const against = await engine.connection.sendRequest(windowRequest, {
      doc: 'd',
      view: { filter: { principle: { id: principle.id, stand: 'against' } }, sort: 'p' },
      start: 0,
      count: 1,
    });
    assert.equal(against.total, principle.against);
    const doubtful = await engine.connection.sendRequest(windowRequest, {
      doc: 'd',
      view: { filter: { text: { kind: 'sql', value: 'p < 0.5 and margin_style < 0' } }, sort: 'p' },
      start: 0,
      count: 200,
    });
    const ps = doubtful.items.map(({ p }) => p ?? Number.NaN);
    assert.ok(ps.length > 0 && ps.every((p, i) => p < 0.5 && (i === 0 || p >= ps[i - 1]!)));

    const report = join(folder.path, 'report.html');
    await engine.connection.sendRequest(writeReportRequest, { doc: 'd', path: report });
    const html = readFileSync(report, 'utf8');
    assert.match(html, /<title>PairLens report: helpdesk\.jsonl<\/title>/);
    assert.ok(!html.includes(folder.path), 'the report names no folder of this machine');
  });

  it('shows an earlier audit of the same content at once, and says which rows it no longer fits', async () => {
    await engine.open({ doc: 'd', path, storage });
    await engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'token' });
    const detail = async (row: number) =>
      (await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [row] }))[0]!;
    const before = await detail(2);
    await engine.verdict('d', 0, 'a');
    assert.equal((await detail(0)).stale, false, 'a verdict for the recorded label changes nothing');
    await engine.verdict('d', 1, 'b');
    assert.deepEqual([(await detail(1)).stale, (await overview()).stale], [true, true]);
    await engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
    // The audit for the new content is kept in the background of the save.
    await new Promise(resolve => setTimeout(resolve, 500));
    await engine.stop();
    engine = startEngine();
    const opened = await engine.open({ doc: 'd', path, storage });
    assert.equal(opened.audited, true);
    assert.deepEqual((await detail(2)).audit, before.audit);
    const changed = await detail(1);
    assert.deepEqual([changed.stale, changed.audit?.p], [true, null]);
    assert.equal((await detail(0)).stale, false);
  });

  it('tells findings by the lines of the file, also of one that is not open, without what is reviewed', async () => {
    const problems = (most: number) =>
      engine.connection.sendRequest(problemsRequest, { path, storage, map: '', pairs: 'best-worst', most });
    assert.equal(await problems(1000), null, 'nothing is told before an audit');
    await engine.open({ doc: 'd', path, storage });
    await engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'token' });
    await engine.stop();
    engine = startEngine();
    const found = (await problems(1000))!;
    const malformed = found.problems.find(({ kind }) => kind === 'malformed');
    assert.deepEqual([malformed?.line, malformed?.weight], [10, 'error']);
    assert.equal(found.all, found.problems.length);
    const lines = readFileSync(path, 'utf8').split('\n');
    const promptAt = (line: number) => (JSON.parse(lines[line - 1]!) as { prompt: unknown }).prompt;
    const duplicate = found.problems.find(({ kind }) => kind === 'duplicate')!;
    assert.deepEqual(promptAt(duplicate.line), promptAt(duplicate.related[0]!));
    const few = (await problems(2))!;
    assert.deepEqual([few.problems.length, few.all], [2, found.all]);
    assert.ok(few.problems.every(({ score }) => score === Math.max(...found.problems.map(one => one.score))));
    await engine.open({ doc: 'd', path, storage });
    await engine.verdict('d', duplicate.row, 'drop');
    await engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
    const left = (await problems(1000))!;
    assert.ok(left.all < found.all && left.problems.every(({ line }) => line !== duplicate.line));
  });

  it('takes decisions into account', async () => {
    await engine.open({ doc: 'd', path, storage });
    const rows = (await overview()).rowCount;
    await engine.verdict('d', 0, 'drop');
    await engine.verdict('d', 1, 'tie');
    await engine.verdict('d', 2, 'b');
    const figures = await engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 't' });
    assert.deepEqual([figures.comparisons, figures.ties], [rows - 1 - 1, 1]);
    const details = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [0, 1, 2] });
    assert.deepEqual(
      details.map(({ audit, stale }) => [audit?.p === null, audit?.label, stale]),
      [
        [true, 'a', false],
        [true, 'tie', false],
        [false, 'b', false],
      ],
    );
  });

  it('stops when it is cancelled, and can be run again', async () => {
    await engine.open({ doc: 'd', path, storage });
    const cancel = new CancellationTokenSource();
    engine.connection.onProgress(auditProgress, 'token', () => cancel.cancel());
    const request = { doc: 'd', seed: 0, progress: 'token' };
    await assert.rejects(engine.connection.sendRequest(auditRequest, request, cancel.token), error => {
      assert.ok(error instanceof ResponseError);
      return error.code === cancelledCode;
    });
    assert.equal((await overview()).audited, false);
    const again = { ...request, progress: 'another' };
    assert.equal((await engine.connection.sendRequest(auditRequest, again)).malformed, 1);
  });

  it('refuses a report before the first audit, in words', async () => {
    await engine.open({ doc: 'd', path, storage });
    const report = join(folder.path, 'report.html');
    await assert.rejects(engine.connection.sendRequest(writeReportRequest, { doc: 'd', path: report }), /no audit yet/);
    assert.equal(await engine.connection.sendRequest(reportRequest, { doc: 'd' }), null);
  });
});
