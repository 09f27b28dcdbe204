import type { Comparison } from '../dataset/comparison.ts';
import { importedPath, type KeptVotes, openVoted, type VotesAlong, votedDigest, votedPath } from './votedStore.ts';

/**
 * Votes that are kept for a file: those that were imported and those of a language model. Principles are chosen on the
 * comparisons that both have read; of two in the same words the imported one stays. The judge is the language model's.
 *
 * @param storage - folder of what is kept
 * @param file - absolute path of the dataset
 * @returns null where nothing is kept
 */
export async function openKeptVotes(storage: string, file: string): Promise<VotesAlong | null> {
  const said = await openVoted(votedPath(storage, file));
  const imported = await openVoted(importedPath(storage, file), 'import them again');
  if (said === null || imported === null) return said ?? imported;
  return {
    has: key => said.has(key) || imported.has(key),
    size: said.size + imported.size,
    along: comparisons => together(said.along(comparisons), imported.along(comparisons)),
  };
}

/** The same along these comparisons. */
export async function keptVotes(
  storage: string,
  file: string,
  comparisons: readonly Comparison[],
): Promise<KeptVotes | null> {
  return (await openKeptVotes(storage, file))?.along(comparisons) ?? null;
}

/** What stands for the votes that are kept for a file: an audit made with others is another. */
export async function keptVotesDigest(storage: string, file: string): Promise<string> {
  return `${await votedDigest(votedPath(storage, file))} ${await votedDigest(importedPath(storage, file))}`;
}

function together(said: KeptVotes, imported: KeptVotes): KeptVotes {
  const ids = new Set(imported.principles.map(({ principle }) => principle.id));
  const fresh = said.principles.filter(({ principle }) => !ids.has(principle.id));
  return {
    principles: [...imported.principles, ...fresh],
    judge: said.judge,
    model: said.model,
    read:
      imported.principles.length === 0
        ? said.read
        : said.principles.length === 0
          ? imported.read
          : new Set([...imported.read].filter(place => said.read.has(place))),
    trouble: said.trouble ?? imported.trouble,
  };
}
