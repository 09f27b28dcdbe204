import type { Audit } from '../../audit/audit.ts';
import { shellWord } from './shellWord.ts';

/** A file as the command line named it, with what it said of its layout. */
export interface NamedFile {
  readonly path: string;
  readonly format: string | undefined;
  readonly map: string | undefined;
  /** Whether the audit's files are written already. */
  readonly written: boolean;
}

/** Commands that lead on from an audit. */
export function nextText({ figures }: Audit, { path, format, map, written }: NamedFile): string {
  const file = [
    shellWord(path),
    ...(format === undefined ? [] : ['--format', shellWord(format)]),
    ...(map === undefined ? [] : ['--map', shellWord(map)]),
  ].join(' ');
  const doubtful = figures.findings.mislabeled > 0 ? 'mislabeled' : figures.findings.suspect > 0 ? 'suspect' : null;
  const dropped = (['duplicate', 'malformed'] as const).filter(kind => figures.findings[kind] > 0);
  const lines: [string, string][] = [
    ...(doubtful === null
      ? []
      : ([[`pairlens show ${file} --finding ${doubtful}`, 'read the most doubtful']] as [string, string][])),
    ...(written
      ? []
      : ([[`pairlens audit ${file} --out audit`, 'every finding and figure as files, and a report']] as [
          string,
          string,
        ][])),
    ...(dropped.length === 0
      ? []
      : ([[`pairlens export ${file} -o clean.jsonl --drop ${dropped.join(',')}`, 'leave them out']] as [
          string,
          string,
        ][])),
  ];
  const commands = lines.map(([command, what]) => `  ${command}\n      ${what}`);
  return [...commands, '  Or open the file in VS Code ("Open as Comparisons"): review it by single keys.'].join('\n');
}
