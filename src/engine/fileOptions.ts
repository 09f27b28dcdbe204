import type { WrittenRows } from '../dataset/addedRecords.ts';
import { parsePairPolicy } from '../dataset/pairPolicy.ts';
import { parseFieldMap } from '../dataset/parseFieldMap.ts';
import type { OpenParams } from '../protocol/opening.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';
import { UserError } from './userError.ts';

/** How a file is read, by the settings for it. @throws UserError that names a setting which can't be read */
export function fileOptions({
  format,
  map,
  pairs,
  storage,
}: Pick<OpenParams, 'format' | 'map' | 'pairs' | 'storage'>): Omit<TaskFile, 'path'> {
  return {
    storage,
    ...(format === undefined ? {} : { format }),
    ...(map === undefined || map === '' ? {} : { map: parsed('maps', map, parseFieldMap) }),
    ...(pairs === undefined || pairs === '' ? {} : { pairs: parsed('pairs', pairs, parsePairPolicy) }),
  };
}

/** The file of a document as a worker opens it. @param written - records that saves added */
export function taskFile(params: OpenParams, written: WrittenRows = []): TaskFile {
  return { path: params.path, ...fileOptions(params), ...(written.length === 0 ? {} : { written }) };
}

function parsed<T>(setting: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`The setting pairlens.${setting} can't be read: ${why}`);
  }
}
