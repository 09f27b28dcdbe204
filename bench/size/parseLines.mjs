// A worker that parses every line of a part of a file: those that begin in [from, to).
import { closeSync, openSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { path, from, to } = workerData;
const file = openSync(path, 'r');
const chunk = Buffer.allocUnsafe(1 << 20);
// One byte earlier: a line that begins right at `from` is this part's own.
let position = Math.max(0, from - 1);
let rest = Buffer.alloc(0);
// A line that begins before the part belongs to the part before.
let inside = from === 0;
for (let over = false; !over; ) {
  const read = readSync(file, chunk, 0, chunk.length, position);
  if (read === 0) break;
  const begins = position - rest.length;
  const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
  position += read;
  let at = 0;
  for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, at)) {
    if (inside) JSON.parse(bytes.toString('utf8', at, end));
    inside = true;
    at = end + 1;
    if (begins + at >= to) {
      over = true;
      break;
    }
  }
  rest = Buffer.from(bytes.subarray(at));
}
closeSync(file);
