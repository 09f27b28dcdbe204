import type { ByteSource } from './byteSource.ts';
import type { Container } from './container.ts';
import { DatasetError } from './datasetError.ts';
import { jsonLines } from './jsonLines.ts';

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/** How a file holds its records, by its extension and its first bytes. Throws a `DatasetError` for texts that aren't UTF-8. */
export async function chooseContainer(
  path: string,
  _extension: string,
  head: Buffer,
  _source: ByteSource,
): Promise<Container> {
  refuseOtherEncodings(path, head);
  const start = head.subarray(0, 3).equals(byteOrderMark) ? 3 : 0;
  return jsonLines(start);
}

function refuseOtherEncodings(path: string, head: Buffer): void {
  const [first, second] = [head[0], head[1]];
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  // ASCII in UTF-16 has a zero in every other byte.
  const unmarked =
    head.length >= 4 &&
    (first === 0) !== (second === 0) &&
    (head[2] === 0) === (first === 0) &&
    (head[3] === 0) === (second === 0);
  if (marked || unmarked) {
    const cure = `Convert it to UTF-8, for example with: iconv -f UTF-16 -t UTF-8 "${path}" > converted.jsonl`;
    throw new DatasetError('encoding', path, 'the file is UTF-16 text', cure);
  }
}
