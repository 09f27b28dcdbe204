import { relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Audit } from '../../audit/audit.ts';
import { findingKinds } from '../../reward/finding.ts';
import { findingMeaning } from '../../reward/findingMeaning.ts';
import { reasonText } from '../../reward/reason.ts';
import { safeText } from '../output/safeText.ts';
import { mostUrgent } from './mostUrgent.ts';

/** Most results of a run that viewers show; GitHub's code scanning takes no more than 5,000 into account. */
const most = 5000;

/** Where the file is, and which version looked at it. */
export interface SarifContext {
  /** Path of the dataset. */
  readonly path: string;
  /** Folder that paths in the log are relative to; a file outside of it gets a file: address. */
  readonly folder: string;
  readonly version: string;
}

/**
 * Findings as a log of the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS), which code scanners and editors
 * show at the lines of the file. Of more than 5,000 findings the best scores are kept, and the log says so.
 */
export function sarif(audit: Audit, { path, folder, version }: SarifContext): object {
  const { found, all } = mostUrgent(audit, most);
  const artifactLocation = { uri: addressOf(path, folder) };
  const place = (line: number) => ({ physicalLocation: { artifactLocation, region: { startLine: line } } });
  const results = found.map(({ row, finding }) => ({
    ruleId: finding.kind,
    ruleIndex: findingKinds.indexOf(finding.kind),
    level: findingMeaning[finding.kind].weight,
    // Brackets would make a link of words (SARIF 2.1.0, 3.11.6).
    message: { text: safeText(reasonText(finding.reason)).replace(/[\\[\]]/g, '\\$&') },
    locations: [place(row.line)],
    rank: Math.round(1000 * finding.score) / 10,
    ...(row.key === '' ? {} : { partialFingerprints: { 'comparison/v1': `${row.key}:${finding.kind}` } }),
    ...related(finding.related ?? []),
  }));
  function related(rows: readonly number[]): object {
    const lines = rows.flatMap(other => audit.rows.at(other)?.line ?? []).slice(0, 20);
    return lines.length === 0 ? {} : { relatedLocations: lines.map((line, id) => ({ id, ...place(line) })) };
  }
  const notifications =
    all <= most
      ? []
      : [
          {
            level: 'warning',
            message: { text: `${all} findings; the ${most} with the best scores are here. --out writes all of them.` },
          },
        ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'PairLens',
            semanticVersion: version,
            rules: findingKinds.map(kind => ({
              id: kind,
              shortDescription: { text: findingMeaning[kind].means },
              defaultConfiguration: { level: findingMeaning[kind].weight },
            })),
          },
        },
        invocations: [{ executionSuccessful: true, endTimeUtc: audit.at, toolExecutionNotifications: notifications }],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function addressOf(path: string, folder: string): string {
  const way = relative(resolve(folder), resolve(folder, path));
  if (way.startsWith('..') || resolve(way) === way) return pathToFileURL(resolve(folder, path)).href;
  return way.split(sep).map(encodeURIComponent).join('/');
}
