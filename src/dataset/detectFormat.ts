import type { DetectedFormat } from './dataset.ts';
import { DatasetError } from './datasetError.ts';
import type { FieldMap } from './fieldMap.ts';
import type { Format } from './format.ts';
import { genericFormat } from './formats/generic.ts';
import { formatsUnder } from './formats.ts';
import { isObject } from './ownValue.ts';
import { defaultPolicy, type PairPolicy } from './pairPolicy.ts';
import { recogniseLayout } from './recogniseLayout.ts';

/** The format that reads a file and the fields it reads by. */
export interface Choice {
  readonly format: Format;
  readonly detected: DetectedFormat;
  readonly map: FieldMap | null;
}

/** Below this share of readable samples a file is not taken for a format. */
const enough = 0.5;

/**
 * Chooses the format of a file from some of its records: the user's choice, the user's fields, or the format that reads
 * the largest share of the samples.
 *
 * @param samples parsed records; lines that are not records are left out
 * @throws {DatasetError} `not-read-yet`, `unrecognised` or `bad-map`, with what to do
 */
export function chooseFormat(
  path: string,
  samples: readonly unknown[],
  given: {
    readonly format?: string | undefined;
    readonly map?: FieldMap | undefined;
    readonly pairs?: PairPolicy | undefined;
    /** True where the whole file was looked through, and holds no record. */
    readonly empty?: boolean;
  },
): Choice {
  if (given.map) return mapped(path, samples, given.map);
  const formats = formatsUnder(given.pairs ?? defaultPolicy);
  if (given.format !== undefined) return named(path, samples, formats, given.format);
  const candidates = formats
    .map(format => ({ format, detection: format.detect(samples) }))
    .toSorted((x, y) => y.detection.score - x.detection.score);
  const best = candidates[0];
  if (best && best.detection.score >= enough) return choice(best.format, best.detection, false);
  throw unrecognised(path, samples, given.empty === true);
}

function choice(format: Format, detection: ReturnType<Format['detect']>, byUser: boolean): Choice {
  const { id, name } = format;
  return { format, detected: { ...detection, id, name, byUser }, map: detection.map ?? null };
}

function mapped(path: string, samples: readonly unknown[], map: FieldMap): Choice {
  const completed = genericFormat.complete(samples, map);
  if ('why' in completed) throw new DatasetError('bad-map', path, completed.why, completed.cure);
  const detection = { score: 1, reasons: ['the fields were mapped by hand'], map: completed.map };
  return choice(genericFormat, detection, true);
}

function named(path: string, samples: readonly unknown[], formats: readonly Format[], id: string): Choice {
  const format = formats.find(candidate => candidate.id === id);
  if (!format) {
    const known = formats.map(candidate => candidate.id).join(', ');
    throw new DatasetError('unrecognised', path, `there is no format "${id}"`, `Choose one of ${known}`);
  }
  const { score, reasons, map, pairs } = format.detect(samples);
  if (score === 0 && samples.length > 0) {
    throw new DatasetError(
      'unrecognised',
      path,
      `no sampled record can be read as ${format.name}`,
      `Leave the format out to have it detected, or map the fields by hand. ${fieldsHint(samples)}`,
    );
  }
  return choice(
    format,
    { score, reasons: [`chosen by the user`, ...reasons], ...(map && { map }), ...(pairs && { pairs }) },
    true,
  );
}

function unrecognised(path: string, samples: readonly unknown[], empty: boolean): DatasetError {
  if (empty) {
    const cure = 'Check that the program that writes it has finished';
    return new DatasetError(
      'unrecognised',
      path,
      'the file holds no record, only blank lines, brackets or a header',
      cure,
    );
  }
  if (samples.length === 0) {
    return new DatasetError(
      'unrecognised',
      path,
      'none of the sampled lines is a JSON object',
      'Check that the file is JSON Lines (one object a line), a JSON array, CSV or TSV',
    );
  }
  const layout = recogniseLayout(samples);
  if (layout) {
    const problem = `recognised as ${layout.name}`;
    return new DatasetError('not-read-yet', path, problem, layout.hint);
  }
  const why = genericFormat.explain(samples);
  const problem = why ?? 'no known layout of preference data fits the sampled records';
  const list = why === null ? listWithin(samples) : null;
  if (list !== null) {
    const cure = `Write that list alone, for example with: jq ${list.path} FILE > records.json`;
    return new DatasetError('unrecognised', path, `its one record holds a list of ${list.length} records`, cure);
  }
  return new DatasetError('unrecognised', path, problem, `Map the fields by hand: ${mapHint(samples)}`);
}

/** The list of records that the only record holds, as a file of one object does; with its path for jq. */
function listWithin(samples: readonly unknown[]): { readonly path: string; readonly length: number } | null {
  const [only, ...more] = samples;
  if (!isObject(only) || more.length > 0) return null;
  const lists = Object.entries(only).flatMap(([name, value]) =>
    Array.isArray(value) && value.length > 1 && value.every(isObject) ? [{ name, length: value.length }] : [],
  );
  const [list, ...others] = lists;
  if (list === undefined || others.length > 0) return null;
  return { path: /^\w+$/.test(list.name) ? `.${list.name}` : `'.[${JSON.stringify(list.name)}]'`, length: list.length };
}

function mapHint(samples: readonly unknown[]): string {
  return `--map prompt=FIELD,a=FIELD,b=FIELD,label=FIELD (or chosen=FIELD,rejected=FIELD). ${fieldsHint(samples)}`;
}

function fieldsHint(samples: readonly unknown[]): string {
  const names = isObject(samples[0]) ? Object.keys(samples[0]).slice(0, 20) : [];
  return names.length > 0 ? `The first record's fields are ${names.join(', ')}` : 'The first record is not an object';
}
