import { Random } from '../../../src/reward/random.ts';

/** A file as it is made for a run: its lines with their endings, as a hand-written file may have them. */
export interface MadeFile {
  readonly text: string;
  /** Rows that are comparisons; the others are malformed. */
  readonly comparisons: readonly number[];
  readonly rows: number;
}

const words = 'bread river engine violin garden planet window battery recipe market ticket ladder camera forest'.split(
  ' ',
);

/**
 * JSON Lines with what a save must not disturb: long integers, escapes, spaces, keys twice, blank lines, line endings of
 * both kinds, malformed lines, a comparison that is there twice, and mostly no line ending at the end.
 *
 * @param bytes that each response has at least
 */
export function madeFile(rows: number, seed: number, bytes = 0): MadeFile {
  const random = new Random(seed);
  const text = (): string => {
    const said = Array.from({ length: 4 + random.below(8) }, () => words[random.below(words.length)]!).join(' ');
    return bytes === 0 ? said : `${said} `.repeat(Math.ceil(bytes / said.length));
  };
  const comparisons: number[] = [];
  const lines: string[] = [];
  let last = '';
  for (let row = 0; row < rows; row++) {
    const kind = random.below(12);
    if (kind === 0 && row > 0) lines.push(`{"prompt": "broken ${row}", "chosen": \n`);
    else {
      comparisons.push(row);
      if (kind !== 1 || last === '') {
        const [prompt, chosen, rejected] = [`Question ${row}?`, `${row} a: ${text()}`, `${row} b: ${text()}`];
        last =
          kind === 2
            ? `{"id":12345678901234567${row},"prompt" : ${JSON.stringify(prompt)}, "n":1.50,"chosen":${JSON.stringify(chosen)} ,"rejected":${JSON.stringify(rejected)}}`
            : kind === 3
              ? `{"chosen":"first of two","prompt":${JSON.stringify(prompt)},"note":"caf\\u00e9","chosen":${JSON.stringify(chosen)},"rejected":${JSON.stringify(rejected)}}`
              : JSON.stringify({ prompt, chosen, rejected });
      }
      lines.push(`${last}${kind === 4 ? '\r\n' : '\n'}${kind === 5 ? '\n' : ''}`);
    }
  }
  const whole = lines.join('');
  return { text: random.below(4) === 0 ? whole : whole.trimEnd(), comparisons, rows };
}
