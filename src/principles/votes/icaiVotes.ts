import { DatasetError } from '../../dataset/datasetError.ts';
import type { CsvRecord } from './csvRecords.ts';
import { pythonStrings, pythonVotes } from './pythonLiteral.ts';
import type { PairTexts, VotedPair } from './votedFile.ts';
import { oneLine } from './votedFile.ts';

const cure = 'Run ICAI again, or choose another folder';

type Pair = PairTexts & { readonly label: -1 | 1 };

/** What ICAI's `000_train_data.csv` holds, by its row numbers. Texts are those before it merged prompts into them. */
export function icaiPairs([head, ...records]: readonly CsvRecord[], path: string): Map<string, Pair> {
  const place = (...names: string[]): number =>
    names.map(name => head?.cells.lastIndexOf(name) ?? -1).find(at => at >= 0) ?? -1;
  const [a, b] = [place('_og_text_a', 'text_a'), place('_og_text_b', 'text_b')];
  const [prompt, preferred] = [place('prompt', 'input'), place('preferred_text')];
  if (a < 0 || b < 0 || preferred < 0) {
    const problem = 'the header lacks one of text_a, text_b and preferred_text';
    throw new DatasetError('unreadable', path, problem, cure, 1);
  }
  return new Map(
    records.map(({ cells }) => [
      cells[0]!,
      {
        prompt: prompt < 0 ? null : cells[prompt]!,
        a: cells[a]!,
        b: cells[b]!,
        label: cells[preferred] === 'text_b' ? -1 : 1,
      },
    ]),
  );
}

/**
 * ICAI's `040_votes_per_comparison.csv`: by row number, a dictionary of whether a principle agrees with the label.
 *
 * @param numbers of the principles, as in `030_distilled_principles_per_cluster.json`
 */
export function icaiVotes(
  [, ...records]: readonly CsvRecord[],
  pairs: ReadonlyMap<string, Pair>,
  numbers: readonly number[],
  path: string,
): VotedPair[] {
  return records.map(({ line, cells }) => {
    const fail = (problem: string): DatasetError => new DatasetError('unreadable', path, problem, cure, line);
    const pair = pairs.get(cells[0]!);
    if (pair === undefined) throw fail(`000_train_data.csv has no row ${JSON.stringify(cells[0])}`);
    const votes = pythonVotes(cells[1] ?? '');
    if (votes === null) throw fail('the votes are no dictionary of numbers and True, False or None');
    const { label, ...texts } = pair;
    const turned = numbers.map(number => {
      const vote = votes.get(number);
      return vote === null ? null : (((vote ?? 0) * label || 0) as -1 | 0 | 1);
    });
    return { ...texts, votes: turned };
  });
}

/** ICAI's `010_principles_per_comparison.csv`: by sentence, the pairs that it was proposed from. */
export function icaiProposals(
  [, ...records]: readonly CsvRecord[],
  pairs: ReadonlyMap<string, Pair>,
  path: string,
): Map<string, (readonly PairTexts[])[]> {
  const from = new Map<string, (readonly PairTexts[])[]>();
  for (const { line, cells } of records) {
    const pair = pairs.get(cells[0]!);
    const texts = pythonStrings(cells[1] ?? '');
    if (pair === undefined || texts === null) {
      const problem =
        texts === null ? 'it has no list of principles' : `000_train_data.csv has no row ${JSON.stringify(cells[0])}`;
      throw new DatasetError('unreadable', path, problem, cure, line);
    }
    for (const text of new Set(texts.map(oneLine))) from.set(text, [...(from.get(text) ?? []), [pair]]);
  }
  return from;
}
