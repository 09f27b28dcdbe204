import * as crypto from 'node:crypto';

/** Longer texts are hashed as they are. */
const bytesKept = 1 << 16;

const bytes = Buffer.allocUnsafeSlow(bytesKept);

/** One call instead of an object to be made and collected; Node has it from 20.12 on. */
const digest: (data: string | Buffer) => string =
  typeof crypto.hash === 'function'
    ? data => crypto.hash('sha256', data, 'hex')
    : data => crypto.createHash('sha256').update(data).digest('hex');

/** SHA-256 of a text's UTF-8 bytes, as 64 hex digits. Halves of pairs that stand alone count as U+FFFD. */
export function sha256(text: string): string {
  // Characters of ASCII are copied many at a time, others are encoded one by one.
  const plain = text.length <= bytesKept && Buffer.byteLength(text) === text.length;
  return digest(plain ? bytes.subarray(0, bytes.write(text, 'latin1')) : text);
}
