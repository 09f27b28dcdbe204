import { RecordIndex } from '../../../src/dataset/recordIndex.ts';
import type { Splitter } from '../../../src/dataset/splitter.ts';
import { must } from '../target.ts';

/** A record as an index holds it. */
export interface Place {
  readonly start: number;
  readonly length: number;
  readonly line: number;
}

/** An index that notes what it is given: its segments would cost more than all else here. */
class Noted extends RecordIndex {
  readonly places: Place[] = [];

  override add(start: number, length: number, line: number): void {
    this.places.push({ start, length, line });
  }
}

/**
 * Records of a text. They must be the same when the bytes come in pieces, lie in order inside of the text, apart from one
 * another, and be told by a real index as they were put in.
 */
export function indexed(input: Buffer, splitter: (index: RecordIndex) => Splitter): readonly Place[] {
  const whole = pushed(input, splitter, input.length + 1);
  // Pieces of a size that depends on the input alone, so that a fault shows itself again.
  const size = 1 + ((input.length * 31 + (input[input.length >> 1] ?? 0)) % 7);
  sameRecords(pushed(input, splitter, input.length > 4096 ? size * 512 : size), whole);
  let end = 0;
  let line = 0;
  for (const record of whole) {
    must(record.start >= end && record.length >= 0, 'records overlap');
    must(record.line >= line, 'lines go backwards');
    ({ line } = record);
    end = record.start + record.length;
  }
  must(end <= input.length, 'a record reaches beyond the text');
  if (input.length % 16 === 0) kept(whole);
  return whole;
}

function pushed(input: Buffer, splitter: (index: RecordIndex) => Splitter, size: number): readonly Place[] {
  const index = new Noted();
  const split = splitter(index);
  for (let from = 0; from < input.length; from += size) split.push(input.subarray(from, from + size));
  split.end();
  return index.places;
}

function kept(places: readonly Place[]): void {
  const index = new RecordIndex();
  for (const { start, length, line } of places) index.add(start, length, line);
  must(index.count === places.length, 'the index has lost a record');
  sameRecords(
    places.map((_, row) => ({ start: index.start(row), length: index.length(row), line: index.line(row) })),
    places,
  );
}

/** @throws Broken where two lists of records differ */
export function sameRecords(found: readonly Place[], wanted: readonly Place[]): void {
  must(found.length === wanted.length, `${found.length} records where there should be ${wanted.length}`);
  found.forEach((place, i) => {
    const other = wanted[i]!;
    must(place.start === other.start && place.length === other.length, 'a record is at another place');
    must(place.line === other.line, `a record is said to be on line ${place.line}, not ${other.line}`);
  });
}
