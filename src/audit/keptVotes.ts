import type { Comparison } from '../dataset/comparison.ts';
import { importedPath, type KeptVotes, loadVoted, votedPath } from './votedStore.ts';

/**
 * Votes that are kept for a file: those that were imported and those of a language model. Principles are chosen on the
 * comparisons that both have read; of two in the same words the imported one stays. The judge is the language model's.
 *
 * @param storage - folder of what is kept
 * @param file - absolute path of the dataset
 * @returns null where nothing is kept
 */
export async function keptVotes(
  storage: string,
  file: string,
  comparisons: readonly Comparison[],
): Promise<KeptVotes | null> {
  const said = await loadVoted(votedPath(storage, file), comparisons);
  const imported = await loadVoted(importedPath(storage, file), comparisons, 'import them again');
  if (said === null || imported === null) return said ?? imported;
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
