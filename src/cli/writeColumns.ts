import { type AnnotationLine, annotationColumns } from '../audit/annotationColumns.ts';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import { UsageError } from './exitCode.ts';
import { csvCell } from './output/csvCell.ts';

/** Lines that are written in one go. */
const batch = 1000;

/** How a file of columns is written, by its name. @throws UsageError */
export function columnsLayout(path: string): 'csv' | 'jsonl' {
  if (/\.csv$/i.test(path)) return 'csv';
  if (/\.(jsonl|ndjson)$/i.test(path)) return 'jsonl';
  throw new UsageError(`--columns ${path}: columns are written as CSV or JSON Lines. Name OUT .csv or .jsonl.`);
}

/** Writes annotations as columns, CSV (RFC 4180, with a head) or JSON Lines. The file is whole or not there. @returns lines written */
export async function writeColumns(
  path: string,
  lines: Iterable<AnnotationLine>,
  signal: AbortSignal,
): Promise<number> {
  const csv = columnsLayout(path) === 'csv';
  let written = 0;
  await atomicWrite(path, async handle => {
    let held = csv ? `${annotationColumns.join(',')}\r\n` : '';
    for (const line of lines) {
      held += csv
        ? `${annotationColumns.map(name => csvCell(line[name] ?? null)).join(',')}\r\n`
        : `${JSON.stringify(line)}\n`;
      written++;
      if (written % batch !== 0) continue;
      signal.throwIfAborted();
      await handle.writeFile(held);
      held = '';
    }
    await handle.writeFile(held);
  });
  return written;
}
