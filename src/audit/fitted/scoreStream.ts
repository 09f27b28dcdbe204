import type { Choice } from '../../dataset/detectFormat.ts';
import { jsonLines } from '../../dataset/jsonLines.ts';
import { malformed, maxRecordBytes, readRecord, tooLong } from '../../dataset/readRecord.ts';
import type { Row } from '../../dataset/row.ts';
import { Judge } from '../../reward/fitted/judge.ts';
import { type CutLine, LineCutter } from './lineCutter.ts';
import { type Scoring, scoredLines } from './scoredLine.ts';

/** Lines that are judged together at most: many share the cost of a step, few keep answers prompt and memory small. */
const mostTogether = 256;

/** How to score a stream. */
export interface ScoreStreamOptions extends Omit<Scoring, 'judge'> {
  /** The format that reads the lines, given the first of them. */
  readonly choose: (first: readonly Buffer[]) => Choice;
  readonly signal?: AbortSignal;
}

/**
 * Scores comparisons as they come: for each line in, blank and malformed ones too, one line out, in the same order. The next
 * chunk is read when the lines of the last were written, so that a slow reader slows the writer and nothing piles up.
 *
 * @param write - settles when more may be written
 * @returns lines read, and those of them that could not be
 */
export async function scoreStream(
  input: AsyncIterable<Buffer>,
  write: (text: string) => Promise<void>,
  { ensemble, principles, habits, choose, signal }: ScoreStreamOptions,
): Promise<{ readonly lines: number; readonly malformed: number }> {
  const judge = new Judge(ensemble);
  const cutter = new LineCutter(maxRecordBytes);
  let choice: Choice | null = null;
  let lines = 0;
  let bad = 0;
  const score = async (cut: readonly CutLine[]): Promise<void> => {
    for (let from = 0; from < cut.length; from += mostTogether) {
      signal?.throwIfAborted();
      const together = cut.slice(from, from + mostTogether);
      choice ??= choose(together.filter(({ bytes }) => bytes.length > 0).map(({ bytes }) => bytes));
      const reader = choice;
      const rows = together.map(line => rowOf(line, reader));
      const scored = await scoredLines(rows, { judge, ensemble, principles, habits }, signal);
      await write(scored.map(line => `${JSON.stringify(line)}\n`).join(''));
      lines += rows.length;
      bad += rows.filter(({ kind }) => kind === 'malformed').length;
    }
  };
  for await (const chunk of input) await score(cutter.push(chunk));
  await score(cutter.end());
  return { lines, malformed: bad };
}

function rowOf({ line, bytes, length }: CutLine, choice: Choice): Row {
  const place = { row: line - 1, line };
  if (length > maxRecordBytes) return tooLong(bytes, length, place);
  if (bytes.toString('latin1').trim() === '') {
    return malformed(bytes, place, 'The line is blank', 'Leave it out');
  }
  return readRecord(bytes, place, jsonLines(0), choice);
}
