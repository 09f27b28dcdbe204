import type { Audit } from '../../audit/audit.ts';
import { shellWord } from './shellWord.ts';

/** Commands that lead on from an audit. */
export function nextText({ figures }: Audit, path: string): string {
  const file = shellWord(path);
  const doubtful = figures.findings.mislabeled > 0 ? 'mislabeled' : figures.findings.suspect > 0 ? 'suspect' : null;
  const dropped = (['duplicate', 'malformed'] as const).filter(kind => figures.findings[kind] > 0);
  const lines: [string, string][] = [
    ...(doubtful === null
      ? []
      : ([[`pairlens show ${file} --finding ${doubtful}`, 'read the most doubtful']] as [string, string][])),
    [`pairlens audit ${file} --out audit`, 'every finding and figure as files, and a report'],
    ...(dropped.length === 0
      ? []
      : ([[`pairlens export ${file} -o clean.jsonl --drop ${dropped.join(',')}`, 'leave them out']] as [
          string,
          string,
        ][])),
  ];
  const width = Math.max(...lines.map(([command]) => command.length));
  const commands = lines.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`);
  return [...commands, '  Or open the file in VS Code ("Open as Comparisons") and review it with single keys.'].join(
    '\n',
  );
}
