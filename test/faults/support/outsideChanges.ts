import { appendFileSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import type { Random } from '../../../src/reward/random.ts';

/** What somebody else does to the file while it is open. */
export interface OutsideChange {
  readonly name: string;
  /** Changes the file; answers its text then, null where there is none. */
  make(path: string, text: string, random: Random): string | null;
  /** Told to overwrite, a save refuses all the same: the opened records are gone. */
  readonly gone: boolean;
}

const line = '{"prompt":"Added by somebody else?","chosen":"x","rejected":"y"}\n';

/** Lines with their endings; the last one gets one, so that it can stand anywhere. */
function linesOf(text: string): string[] {
  return (text.endsWith('\n') ? text : `${text}\n`).split(/(?<=\n)/).filter(one => one.trim() !== '');
}

/** As editors save: a new file in the place of the old one. */
function replace(path: string, text: string): string {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
  return text;
}

export const outsideChanges: readonly OutsideChange[] = [
  {
    name: 'lines appended',
    gone: false,
    make: (path, text) => {
      const more = text.endsWith('\n') ? line : `\n${line}`;
      appendFileSync(path, more);
      return text + more;
    },
  },
  {
    name: 'replaced, lines in another order',
    gone: false,
    make: (path, text, random) => {
      const lines = linesOf(text);
      const order = random.shuffle(lines.map((_, i) => i));
      return replace(path, order.map(i => lines[i]!).join(''));
    },
  },
  {
    name: 'replaced, lines left out and added',
    gone: false,
    make: (path, text, random) => {
      const lines = linesOf(text).filter(() => random.below(5) > 0);
      return replace(path, line + lines.join('') + line);
    },
  },
  {
    name: 'rewritten in place',
    gone: true,
    make: (path, text, random) => {
      const lines = linesOf(text).filter(() => random.below(5) > 0);
      writeFileSync(path, line + lines.join(''));
      // Two changes within one tick of the file system's clock have one time.
      utimesSync(path, new Date(), new Date(Date.now() + 5000));
      return line + lines.join('');
    },
  },
  {
    name: 'truncated',
    gone: true,
    make: (path, text, random) => {
      const half = Buffer.from(text).subarray(0, Math.floor(Buffer.byteLength(text) * random.next()));
      truncateSync(path, half.length);
      return half.toString('utf8');
    },
  },
  {
    name: 'deleted',
    gone: false,
    make: path => {
      rmSync(path);
      return null;
    },
  },
  {
    name: 'touched, its time far ahead or long ago',
    gone: false,
    make: (path, text, random) => {
      const time = new Date(Date.UTC(1971 + random.below(100), 1, 1));
      utimesSync(path, time, time);
      return text;
    },
  },
];
