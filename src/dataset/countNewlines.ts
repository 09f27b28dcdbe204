const newline = 0x0a;
/** Below this many bytes a plain loop is faster than a search. */
const short = 48;

/** Newlines in `bytes` from `from` to before `to`; looks at no byte outside. */
export function countNewlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  if (to - from < short) {
    for (let at = from; at < to; at++) if (bytes[at] === newline) count++;
    return count;
  }
  const part = bytes.subarray(from, to);
  for (let at = part.indexOf(newline); at !== -1; at = part.indexOf(newline, at + 1)) count++;
  return count;
}
