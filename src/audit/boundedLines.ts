/** A line is longer, or the lines are longer on average, than is read. */
export class LongLinesError extends Error {
  override readonly name = 'LongLinesError';
}

/** Bytes that lines may have. */
export interface LineBounds {
  /** The longest one. */
  readonly line: number;
  /** All so far, for each of them; one as long as `line` is free. */
  readonly average: number;
}

/**
 * The lines of a file of UTF-8, without their ends (`\n` or `\r\n`): no other character ends one, as JSON may hold them. No more
 * than one line and one chunk are held.
 *
 * @throws LongLinesError before memory is taken for what is beyond the bounds
 */
export async function* boundedLines(chunks: AsyncIterable<Buffer>, bounds: LineBounds): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let held = 0;
  let all = 0;
  let lines = 0;
  const hold = (part: Buffer): void => {
    parts.push(part);
    held += part.length;
    all += part.length;
    if (held > bounds.line) throw new LongLinesError(`it is longer than ${words(bounds.line)}`);
    if (all > bounds.line + bounds.average * lines) {
      throw new LongLinesError(`the lines so far are longer than ${words(bounds.average)} on average`);
    }
  };
  const take = (): string => {
    const text = Buffer.concat(parts, held).toString('utf8');
    parts = [];
    held = 0;
    lines++;
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      hold(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    if (start < chunk.length) hold(chunk.subarray(start));
  }
  if (held > 0) yield take();
}

function words(bytes: number): string {
  return bytes < 1 << 20 ? `${bytes >> 10} KB` : `${bytes >> 20} MB`;
}
