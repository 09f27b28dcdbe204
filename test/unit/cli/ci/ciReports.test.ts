import assert from 'node:assert/strict';
import type { Audit, AuditedRow } from '../../../../src/audit/audit.ts';
import { junit } from '../../../../src/cli/ci/junit.ts';
import { sarif } from '../../../../src/cli/ci/sarif.ts';
import { summaryMarkdown } from '../../../../src/cli/ci/summaryMarkdown.ts';
import { evaluateThreshold, parseThreshold } from '../../../../src/cli/threshold.ts';
import { type Finding, type FindingKind, findingKinds } from '../../../../src/reward/finding.ts';

const hostile = '[press](command:x) <img src=x onerror=alert(1)> | @team https://example.org \u202e\u0000 & "q"';

function finding(kind: FindingKind, score: number, text: string, related: number[] = []): Finding {
  return { kind, score, reason: [text, { response: 'b' }], figures: {}, ...(related.length > 0 ? { related } : {}) };
}

function row(at: number, findings: readonly Finding[]): AuditedRow {
  return { row: at, line: at + 1, key: at === 3 ? '' : `key${at}`, findings } as unknown as AuditedRow;
}

function auditOf(rows: readonly AuditedRow[]): Audit {
  const counts = Object.fromEntries(findingKinds.map(kind => [kind, 0])) as Record<FindingKind, number>;
  for (const { findings } of rows) for (const { kind } of findings) counts[kind]++;
  return {
    file: 'a|b<c>.jsonl',
    at: '2026-01-02T03:04:05.678Z',
    rows,
    figures: {
      comparisons: rows.length,
      malformed: 0,
      findings: counts,
      accuracy: null,
      flipRate: { known: false, why: 'Too few & "small"' },
    },
  } as unknown as Audit;
}

const audit = auditOf([
  row(0, [finding('mislabeled', 0.9, hostile, [2])]),
  row(1, []),
  row(2, [finding('duplicate', 1, 'The same as line 1, '), finding('near-identical', 0.2, 'Alike: ')]),
  row(3, [finding('malformed', 1, 'Half a line. ')]),
]);

const conditions = ['duplicate>0', 'malformed>50%', 'flip_rate>0.1'].map(text => {
  const threshold = parseThreshold(text);
  return { threshold, result: evaluateThreshold(threshold, audit.figures) };
});

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      }[];
      readonly relatedLocations?: readonly unknown[];
      readonly partialFingerprints?: unknown;
    }[];
  }[];
}

describe('reports for other programs', () => {
  it('write findings as SARIF at their lines, with rules, fingerprints and related lines', () => {
    const [run] = (sarif(audit, { path: 'data/my file.jsonl', folder: '/work', version: '1.2.3' }) as Log).runs;
    const results = run!.results;
    assert.deepEqual(
      results.map(({ ruleId, locations: [at] }) => [ruleId, at!.physicalLocation.region.startLine]),
      [
        ['mislabeled', 1],
        ['duplicate', 3],
        ['near-identical', 3],
        ['malformed', 4],
      ],
    );
    for (const { ruleId, ruleIndex } of results) assert.equal(run!.tool.driver.rules[ruleIndex]!.id, ruleId);
    assert.equal(results[0]!.locations[0]!.physicalLocation.artifactLocation.uri, 'data/my%20file.jsonl');
    assert.match(results[0]!.message.text, /^\\\[press\\\]\(command:x\)/);
    assert.doesNotMatch(results[0]!.message.text, /[\u202e\0]/);
    assert.equal(results[0]!.relatedLocations?.length, 1);
    assert.equal(results[3]!.partialFingerprints, undefined);
  });

  it('name a file outside of the folder by its whole address', () => {
    const [run] = (sarif(audit, { path: '/else/x.jsonl', folder: '/work', version: '1.2.3' }) as Log).runs;
    assert.equal(run!.results[0]!.locations[0]!.physicalLocation.artifactLocation.uri, 'file:///else/x.jsonl');
  });

  it('keep the best scores of more findings than viewers show, and say so', () => {
    const many = auditOf(Array.from({ length: 5100 }, (_, i) => row(i, [finding('uncertain', i / 5100, 'Unsure. ')])));
    const [run] = (sarif(many, { path: 'x.jsonl', folder: '/work', version: '1.2.3' }) as Log).runs;
    assert.equal(run!.results.length, 5000);
    assert.equal(run!.results[0]!.locations[0]!.physicalLocation.region.startLine, 101);
    assert.equal(run!.invocations[0]!.toolExecutionNotifications.length, 1);
  });

  it('write conditions as JUnit tests that fail, err or pass, in well-formed XML', () => {
    const text = junit(audit, conditions, 1.5);
    assert.match(text, /name="duplicate&#62;0"><failure message="duplicate is 1"\/>/);
    assert.match(
      text,
      /name="flip_rate&#62;0.1"><error message="flip_rate is not known: Too few &#38; &#34;small&#34;"/,
    );
    assert.match(text, /name="malformed&#62;50%"><system-out>/);
    assert.match(text, /failures="1" errors="1"/);
    assert.match(text, /<testsuite name="a\|b&#60;c&#62;\.jsonl"/);
    assert.equal(text.match(/<testcase /g)?.length, Number(/tests="(\d+)"/.exec(text)?.[1]));
    assert.doesNotMatch(text.replace(/&#\d+;/g, ''), /&/);
  });

  it('write a summary in which words of the dataset are words', () => {
    const text = summaryMarkdown(audit, conditions);
    assert.match(text, /^## PairLens: a\\\|b&lt;c&gt;\.jsonl\n/);
    assert.match(text, /\| duplicate&gt;0 \| duplicate is 1 \| ❌ holds \|/);
    assert.match(text, /\| mislabeled \| 1 \| 25\.0 % \|/);
    assert.ok(text.includes('- line 1: \\[press\\](command:x) &lt;img src=x onerror=alert(1)&gt; \\| @\u2060team'));
    assert.doesNotMatch(text, /https:\/\/|<img|\u202e/);
  });
});
