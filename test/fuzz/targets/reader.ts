import { chooseContainer } from '../../../src/dataset/chooseContainer.ts';
import type { Container } from '../../../src/dataset/container.ts';
import { DatasetError } from '../../../src/dataset/datasetError.ts';
import { type Choice, chooseFormat } from '../../../src/dataset/detectFormat.ts';
import { draftRecord } from '../../../src/dataset/draftRecord.ts';
import { describeFields } from '../../../src/dataset/mapping/describeFields.ts';
import { previewMap } from '../../../src/dataset/mapping/previewMap.ts';
import { suggestDraft } from '../../../src/dataset/mapping/suggestDraft.ts';
import { isObject } from '../../../src/dataset/ownValue.ts';
import { readRecord } from '../../../src/dataset/readRecord.ts';
import { writeDecision } from '../../../src/dataset/writeDecision.ts';
import { judgement, undecided } from '../../../src/edits/decision.ts';
import { must, unless } from '../target.ts';
import { indexed, type Place } from './indexed.ts';

const path = 'x.jsonl';
/** Records of an input and pairs of a record that are looked at. */
const mostRecords = 40;
const mostPairs = 6;

/**
 * Reads bytes as a preference file, all but the opening: container, index, format, rows; and writes decisions into its
 * records. A record without a change must stay as it is, and one with a change must still be read by its container.
 *
 * @param extension of the text: `.jsonl`, `.json`, `.csv`, `.tsv`
 */
export function readAsFile(input: Buffer, extension: string): void {
  const container = unless(() => chooseContainer(path, extension, input), DatasetError);
  if (container === undefined) return;
  const body = input.subarray(container.start);
  const records = indexed(body, index => shifted(container, index));
  const { headerLength = 0 } = container;
  must(headerLength <= body.length, 'the header is longer than the text');
  must((records[0]?.start ?? headerLength) >= headerLength, 'the header reaches into the first record');
  const bytes = records.slice(0, mostRecords).map(place => slice(body, place));
  const parsed = bytes.map(one => container.parse(one.toString('utf8')));
  const samples = parsed.flatMap(one => (one.ok && isObject(one.record) ? [one.record] : []));
  const draft = suggestDraft(describeFields(samples));
  previewMap(samples, draft);
  const choice = unless(() => chooseFormat(path, samples, {}), DatasetError);
  if (choice !== undefined) bytes.forEach((one, row) => void readOne(one, row, container, choice));
}

/** A splitter that counts from the beginning of the bytes that it is given. */
function shifted(container: Container, index: Parameters<Container['splitter']>[0]): ReturnType<Container['splitter']> {
  const inner = container.splitter(index);
  if (container.start === 0) return inner;
  const { add } = index;
  index.add = (start, length, line) => add.call(index, start - container.start, length, line);
  return inner;
}

function slice(body: Buffer, { start, length }: Place): Buffer {
  return body.subarray(start, start + length);
}

function readOne(bytes: Buffer, row: number, container: Container, choice: Choice): void {
  const parsed = container.parse(bytes.toString('utf8'));
  const pairs = parsed.ok ? (choice.format.rows?.(parsed.record) ?? 1) : 1;
  must(Number.isSafeInteger(pairs) && pairs >= 1, `a record makes ${pairs} rows`);
  for (let nth = 0; nth < Math.min(pairs, mostPairs); nth++) {
    const read = readRecord(bytes, { row, line: row + 1, nth }, container, choice);
    if (read.kind === 'malformed') {
      must(read.reason !== '' && read.cure !== '', 'a malformed row does not say why');
      continue;
    }
    must(/^[0-9a-f]{32}$/.test(read.comparison.key), 'a comparison has no key');
    if (parsed.ok && choice.format.listAt) choice.format.listAt(parsed.record, nth);
    if (!choice.format.rows) write(bytes, container, choice);
  }
}

function write(bytes: Buffer, container: Container, choice: Choice): void {
  const reader = { path, container, choice };
  const nothing = writeDecision(bytes, undecided, reader);
  must(nothing.bytes === bytes, 'no decision changes the record');
  for (const verdict of ['a', 'b', 'tie'] as const) {
    const decision = { ...undecided, ...judgement(verdict, 'seen') };
    const written = unless(() => writeDecision(bytes, decision, reader), RangeError);
    if (written === undefined) continue;
    const again = container.parse(written.bytes.toString('utf8'));
    must(again.ok, `a record that can be read can't be after the verdict ${verdict}`);
  }
  const texts = { 'a/0': 'new "text",\n\\ with \t marks' };
  unless(() => writeDecision(bytes, { ...undecided, texts }, reader), RangeError);
  unless(() => draftRecord(reader, bytes, undecided, 'blank'), RangeError, DatasetError);
}
