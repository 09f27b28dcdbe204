import * as crypto from 'node:crypto';

/** SHA-256 of a text's UTF-8 bytes, as 64 hex digits. Halves of pairs that stand alone count as U+FFFD. */
export const sha256: (text: string) => string =
  // One call instead of an object to be made and collected; Node has it from 20.12 on.
  typeof crypto.hash === 'function'
    ? text => crypto.hash('sha256', text, 'hex')
    : text => crypto.createHash('sha256').update(text, 'utf8').digest('hex');
