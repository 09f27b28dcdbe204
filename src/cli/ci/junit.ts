import type { Audit } from '../../audit/audit.ts';
import { findingKinds } from '../../reward/finding.ts';
import { findingMeaning } from '../../reward/findingMeaning.ts';
import { safeText } from '../output/safeText.ts';
import { type Evaluated, outcomeText } from './conditions.ts';

/**
 * The audit as a JUnit report, for CI systems that draw one: a test for every `--fail-on` condition (it fails where the
 * condition holds, and is an error where that can't be known), and one for every kind of finding that no condition names,
 * which passes and tells the count.
 */
export function junit(audit: Audit, conditions: readonly Evaluated[], seconds: number): string {
  const named = new Set(conditions.map(({ threshold }) => threshold.name));
  const cases = [
    ...conditions.map(condition => {
      const { threshold, result } = condition;
      const text = outcomeText(condition);
      if ('unknown' in result) return testCase(threshold.text, 'condition', failure('error', text));
      return testCase(threshold.text, 'condition', result.met ? failure('failure', text) : output(text));
    }),
    ...findingKinds
      .filter(kind => !named.has(kind))
      .map(kind => testCase(kind, 'finding', output(`${audit.figures.findings[kind]}. ${findingMeaning[kind].means}`))),
  ];
  const failures = conditions.filter(({ result }) => 'met' in result && result.met).length;
  const errors = conditions.filter(({ result }) => 'unknown' in result).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="${errors}" time="${seconds.toFixed(3)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="PairLens" ${counts}>
  <testsuite name="${xml(safeText(audit.file))}" timestamp="${audit.at.slice(0, 19)}" ${counts}>
${cases.join('\n')}
  </testsuite>
</testsuites>
`;
}

function testCase(name: string, group: string, content: string): string {
  return `    <testcase classname="pairlens.${group}" name="${xml(name)}">${content}</testcase>`;
}

function failure(element: 'failure' | 'error', text: string): string {
  return `<${element} message="${xml(text)}"/>`;
}

function output(text: string): string {
  return `<system-out>${xml(text)}</system-out>`;
}

/** A text in XML, without characters that XML 1.0 can't hold. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n]/g, character => `&#${character.charCodeAt(0)};`);
}
