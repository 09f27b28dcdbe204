import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditRequest, findingsRequest } from '../../src/protocol/auditing.ts';
import { cancelledCode } from '../../src/protocol/errorCodes.ts';
import { explainRequest } from '../../src/protocol/explaining.ts';
import { closeRequest } from '../../src/protocol/opening.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import { detailRequest } from '../../src/protocol/reading.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

describe('explanations in the engine', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;

  before(async () => {
    folder = temporaryFolder();
    path = folder.write('helpdesk.jsonl', readFileSync('samples/helpdesk.jsonl', 'utf8'));
    engine = startEngine();
    await engine.open({ doc: 'd', path, storage: join(folder.path, 'storage') });
  });
  after(async () => {
    await engine.stop();
    folder.remove();
  });

  const explain = (row: number) => engine.connection.sendRequest(explainRequest, { doc: 'd', row });
  const detail = async (row: number) => {
    const [found] = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [row] });
    return found!;
  };

  it('are none before the first audit', async () => {
    assert.equal(await explain(0), null);
  });

  it('hold the margins of the audit and what the linear heads went by, also after a verdict', async () => {
    const figures = await engine.connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'p' });
    const used = figures.members.filter(member => member.used).map(member => member.id);
    assert.ok(used.includes('style'), `members in use: ${used.join(', ')}`);
    const rows = await Promise.all([0, 1, 2, 3, 4, 5].map(detail));
    const judged = rows.filter(({ audit }) => audit?.label === 'a' || audit?.label === 'b');
    assert.ok(judged.length >= 2);
    for (const { row, audit } of judged) {
      const explanation = (await explain(row.row))!;
      const sign = audit!.label === 'a' ? 1 : -1;
      assert.equal(explanation.row, row.row);
      assert.deepEqual(
        explanation.members.map(({ id, margin }) => [id, margin]),
        used.filter(id => id in audit!.margins).map(id => [id, sign * audit!.margins[id]!]),
      );
      const style = explanation.members.find(({ id }) => id === 'style')!;
      const sum = style.features.reduce((total, { weight }) => total + weight, 0);
      assert.ok(Math.abs(sum - style.margin) < 1e-3, `${sum} against ${style.margin}`);
      assert.equal(explanation.words.a.length > 0, used.includes('ngram'));
    }
    const first = judged[0]!.row.row;
    const before = await explain(first);
    await engine.verdict('d', first, judged[0]!.audit!.label === 'a' ? 'b' : 'a');
    assert.deepEqual(await explain(first), before, 'an explanation is of the audit as it was made');
  });

  it('are none for a row that was not judged', async () => {
    const { findings } = await engine.connection.sendRequest(overviewRequest, { doc: 'd' });
    assert.ok(findings.find(({ kind }) => kind === 'malformed')!.count > 0);
    const [malformed] = await engine.connection.sendRequest(findingsRequest, {
      doc: 'd',
      finding: 'malformed',
      start: 0,
      count: 1,
    });
    assert.equal(await explain(malformed!.row), null);
    assert.equal(await explain(1_000_000), null);
  });

  it('can be taken back', async () => {
    const { CancellationTokenSource } = await import('vscode-jsonrpc');
    // Opened anew the audit is that of the store, and the dataset has yet to be read.
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    const { audited } = await engine.open({ doc: 'd', path, storage: join(folder.path, 'storage') });
    assert.equal(audited, true);
    const source = new CancellationTokenSource();
    const asked = engine.connection.sendRequest(explainRequest, { doc: 'd', row: 2 }, source.token);
    source.cancel();
    await assert.rejects(asked, { code: cancelledCode });
    assert.notEqual(await explain(2), undefined);
  });
});
