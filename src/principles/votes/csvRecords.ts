import Papa from 'papaparse';
import { DatasetError } from '../../dataset/datasetError.ts';

/** A record of a CSV file: its fields in order, and the line on which it starts (from 1). */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The records of a CSV text, its header first. @throws DatasetError where a quote does not close or a field is missing */
export function csvRecords(text: string, path: string, cure: string): CsvRecord[] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/u, ''), { delimiter: ',' });
  let line = 1;
  const records: CsvRecord[] = [];
  for (const cells of data) {
    const at = line;
    line += 1 + cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 0);
    if (cells.length === 1 && cells[0] === '') continue;
    if (cells.length !== (records[0]?.cells ?? cells).length) {
      const problem = `the record has ${cells.length} fields, the header has ${records[0]!.cells.length}`;
      throw new DatasetError('unreadable', path, problem, cure, at);
    }
    records.push({ line: at, cells });
  }
  const quote = errors.find(({ type }) => type === 'Quotes');
  if (quote !== undefined) throw new DatasetError('unreadable', path, 'a quote does not close', cure);
  return records;
}
