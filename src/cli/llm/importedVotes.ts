import { basename } from 'node:path';
import type { Comparison } from '../../dataset/comparison.ts';
import { matchedInWords } from '../../principles/votes/matchedInWords.ts';
import type { MatchedVotes } from '../../principles/votes/matchVotes.ts';
import { matchVotes } from '../../principles/votes/matchVotes.ts';
import { readVotes } from '../../principles/votes/readVotes.ts';
import type { VotedFile } from '../../principles/votes/votedFile.ts';
import { UsageError } from '../exitCode.ts';
import { count } from '../output/numbers.ts';
import type { Terminal } from '../terminal.ts';
import type { ConstitutionSource } from './constitutionSource.ts';

/** A file with principles and their votes, by its path. */
export interface ImportedVotes {
  readonly path: string;
  readonly file: VotedFile;
}

/** What `--votes` names or, where it is not given, the votes that the constitution's own file holds; null: none. */
export async function importedVotes(
  path: string | undefined,
  source: ConstitutionSource | null,
): Promise<ImportedVotes | null> {
  if (path === undefined)
    return source?.votes == null || source.votes.pairs.length === 0 ? null : { path: source.path, file: source.votes };
  const file = await readVotes(path);
  if (file.pairs.length === 0)
    throw new UsageError(
      `--votes ${path} holds ${file.principles.length} principles and no votes: name it with --constitution, and a server with --llm.`,
    );
  return { path, file };
}

/** Finds the votes on these comparisons, and says what did not fit. @throws UsageError where none fits */
export function matchImported(
  { path, file }: ImportedVotes,
  comparisons: readonly Comparison[],
  terminal: Terminal,
): MatchedVotes {
  const matched = matchVotes(comparisons, file);
  if (matched.matched.size === 0) {
    throw new UsageError(
      `--votes ${path}: none of its ${count(file.pairs.length)} comparisons is in the dataset. They are known by their prompt and both texts; name the votes of this file.`,
    );
  }
  const [held, ...rest] = matchedInWords(matched, basename(path), comparisons.length);
  terminal.note(held);
  for (const line of rest) terminal.note(`  ${line}`);
  return matched;
}
