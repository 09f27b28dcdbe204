import { type ParseError, parse } from 'jsonc-parser';
import { DatasetError } from '../../dataset/datasetError.ts';

/** Parses a JSON file; what is wrong with it is told by line and column. @throws DatasetError */
export function parseJsonFile(text: string, path: string, cure: string): unknown {
  const json = text.replace(/^\uFEFF/u, '');
  try {
    return JSON.parse(json);
  } catch {
    // Its errors name no place, as a rule.
    const errors: ParseError[] = [];
    try {
      parse(json, errors, { disallowComments: true });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new DatasetError(
        'unreadable',
        path,
        'the file is no JSON, and nested deeper than can be looked through',
        cure,
      );
    }
    const before = json.slice(0, errors[0]?.offset ?? json.length).split('\n');
    const problem = `the file is no JSON: what stands at column ${before.at(-1)!.length + 1} can't be read`;
    throw new DatasetError('unreadable', path, problem, cure, before.length);
  }
}
