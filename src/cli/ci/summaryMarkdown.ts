import type { Audit } from '../../audit/audit.ts';
import { type FindingKind, findingKinds } from '../../reward/finding.ts';
import { findingMeaning } from '../../reward/findingMeaning.ts';
import { reasonText } from '../../reward/reason.ts';
import type { Best } from '../best.ts';
import { bestFound, type Found } from '../found.ts';
import { count, percent } from '../output/numbers.ts';
import { safeLine } from '../output/safeText.ts';
import { type Evaluated, outcomeText } from './conditions.ts';

/** Findings that are listed of each kind. */
const examples = 3;

/** Most characters of a reason. */
const reasonLength = 240;

/** The audit as a page of Markdown, short enough for a job's summary or a comment on a pull request. */
export function summaryMarkdown(audit: Audit, conditions: readonly Evaluated[]): string {
  const { figures } = audit;
  const total = Math.max(1, figures.comparisons + figures.malformed);
  const kinds = findingKinds.filter(kind => figures.findings[kind] > 0);
  const { flagged, first } = firstOfEach(audit);
  const blocks = [
    `## PairLens: ${plain(audit.file)}`,
    `${count(figures.comparisons)} comparisons, ${count(flagged)} with a finding (${percent(flagged / total)}).${accuracyOf(audit)}`,
  ];
  if (conditions.length > 0) blocks.push(conditionsTable(conditions));
  if (kinds.length > 0) {
    const lines = kinds.map(kind => {
      const n = figures.findings[kind];
      return `| ${kind} | ${count(n)} | ${percent(n / total)} | ${findingMeaning[kind].means} |`;
    });
    blocks.push(
      ['| finding | count | share | means |', '|---|---:|---:|---|', ...lines].join('\n'),
      '<details><summary>The first of each kind</summary>',
      ...kinds.flatMap(kind => [`**${kind}**`, examplesText(first.get(kind)?.all ?? [])]),
      '</details>',
    );
  }
  return `${blocks.join('\n\n')}\n`;
}

function conditionsTable(conditions: readonly Evaluated[]): string {
  const lines = conditions.map(condition => {
    const { result, threshold } = condition;
    const sign = 'unknown' in result ? '⚠️ not known' : result.met ? '❌ holds' : '✅';
    return `| ${plain(threshold.text)} | ${plain(outcomeText(condition))} | ${sign} |`;
  });
  return ['| condition | outcome | |', '|---|---|---|', ...lines].join('\n');
}

/** How many rows have a finding, and the first of each kind. */
function firstOfEach({ rows }: Audit): {
  readonly flagged: number;
  readonly first: ReadonlyMap<FindingKind, Best<Found>>;
} {
  let flagged = 0;
  const first = new Map<FindingKind, Best<Found>>();
  for (const row of rows) {
    if (row.findings.length > 0) flagged++;
    for (const finding of row.findings) {
      const best = first.get(finding.kind) ?? bestFound(examples);
      first.set(finding.kind, best);
      best.add({ row, finding });
    }
  }
  return { flagged, first };
}

function examplesText(found: readonly Found[]): string {
  return found.map(({ row, finding }) => `- line ${row.line}: ${plain(reasonText(finding.reason))}`).join('\n');
}

function accuracyOf({ figures: { accuracy } }: Audit): string {
  return accuracy === null
    ? ''
    : ` The ensemble agrees with ${percent(accuracy.value)} of the labels that it had not seen.`;
}

/** Words of a dataset as Markdown that draws them as they are: no markup, no link, no mention. */
function plain(text: string): string {
  return safeLine(text, reasonLength)
    .replace(/[&<>]/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character]!)
    .replace(/[\\`*_[\]#|~^$]/g, '\\$&')
    .replace(/@/g, '@\u2060')
    .replace(/:\/\//g, ':\u2060//');
}
