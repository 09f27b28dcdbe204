import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { reportData } from '../../../src/audit/reportData.ts';
import { reportHtml } from '../../../src/audit/reportHtml.ts';
import { auditedRow, auditOf } from './reportFixture.ts';

describe('reportData', () => {
  it('counts findings once a row, and what their review has shown', () => {
    const audit = auditOf([
      auditedRow(0, ['mislabeled', 'uncertain']),
      auditedRow(1, ['mislabeled', 'mislabeled']),
      auditedRow(2, ['mislabeled']),
      auditedRow(3, ['mislabeled']),
      auditedRow(4, ['mislabeled']),
    ]);
    const reviews = new Map([
      [0, { verdict: 'b', recorded: 'a' }],
      [1, { verdict: 'a', recorded: 'a' }],
      [2, { verdict: 'later', recorded: 'a' }],
      [3, { verdict: 'drop', recorded: 'a' }],
    ] as const);
    assert.deepEqual(reportData(audit, reviews).findings, [
      { kind: 'mislabeled', count: 5, reviewed: 3, wrong: 1 },
      { kind: 'uncertain', count: 1, reviewed: 1, wrong: 1 },
    ]);
  });

  it('samples points evenly, adds marked ones, and leaves out rows without margins', () => {
    const rows = Array.from({ length: 5000 }, (_, row) =>
      auditedRow(
        row,
        row % 3 === 1 ? ['suspect'] : [],
        row % 2 === 0 ? {} : { preferenceStrength: null, spread: null },
      ),
    );
    const { points } = reportData(auditOf(rows));
    assert.equal(points.length, 620);
    assert.ok(points.every(([strength]) => Number.isFinite(strength)));
    assert.ok(points.slice(500).every(([, , mark]) => mark === 'suspect'));
    assert.ok(points.slice(0, 500).at(-1)![0] > 480);
  });

  it('is plain JSON', () => {
    const data = reportData(auditOf([auditedRow(0, ['cycle'])]));
    assert.deepEqual(JSON.parse(JSON.stringify(data)), data);
  });
});

describe('reportHtml', () => {
  const hostile = '</script><script>alert(1)</script><!-- <style> & "x"  .jsonl';
  const script = 'const end = "</script>"; /* <!-- */ run();';
  const css = 'p::after { content: "</style>" }';
  const html = reportHtml(reportData(auditOf([auditedRow(0)], hostile)), script, css);

  it('lets no text of the dataset end its element', () => {
    assert.equal(html.match(/<\/script>/gu)!.length, 2);
    assert.equal(html.match(/<\/style>/gu)!.length, 1);
    assert.equal(html.includes('<!--'), false);
  });

  it('holds the data unchanged', () => {
    const data = html.match(/id="report-data">(.*?)<\/script>/su)![1]!;
    assert.equal(JSON.parse(data).file, hostile);
  });

  it('allows just its own script and style, by hash, and loads nothing', () => {
    const policy = html.match(/Content-Security-Policy" content="([^"]*)"/u)![1]!;
    const code = html.match(/<script>(.*?)<\/script>/su)![1]!;
    const style = html.match(/<style>(.*?)<\/style>/su)![1]!;
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    assert.ok(policy.startsWith("default-src 'none';"));
    assert.ok(policy.includes(`script-src ${hash(code)};`));
    assert.ok(policy.includes(`style-src ${hash(style)};`));
    assert.equal(policy.includes('unsafe'), false);
    assert.equal(/(?:src|href)=/u.test(html), false);
  });
});
