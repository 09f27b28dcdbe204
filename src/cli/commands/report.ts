import { writeFolderReport } from '../../audit/writeFolderReport.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { parseCommand } from '../parseCommand.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens report` knows. */
export const reportOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  name: { type: 'string' },
} as const;

/** `pairlens report FOLDER`. */
export async function reportCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('report', args, reportOptions);
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) {
    throw new UsageError('Name one folder of an audit: pairlens report FOLDER. See: pairlens report --help');
  }
  const { name } = values;
  await writeFolderReport(folder, { ...(name !== undefined && { name }), signal: terminal.signal });
  terminal.note(`Wrote report.html and constitution.md in ${folder}.`);
  return exitCode.ok;
}
