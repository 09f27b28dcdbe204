import { basename } from 'node:path';
import { readAll } from '../../audit/readAll.ts';
import { remaining } from '../../audit/remaining.ts';
import { importedPath, storeVoted } from '../../audit/votedStore.ts';
import { matchedInWords } from '../../principles/votes/matchedInWords.ts';
import { matchVotes } from '../../principles/votes/matchVotes.ts';
import { readVotes } from '../../principles/votes/readVotes.ts';
import type { ImportedVotes } from '../../protocol/importVotes.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { ImportTask } from '../taskTypes/import.ts';
import { UserError } from '../userError.ts';
import { basisRows } from './basisRows.ts';

/** Reads the votes before the dataset, so that what is wrong with them is known at once. */
export async function importTask(
  { file, basis, path }: ImportTask,
  post: (imported: ImportedVotes) => Promise<void>,
): Promise<void> {
  const name = basename(path);
  const votes = await readVotes(path);
  if (votes.pairs.length === 0) {
    throw new UserError(
      `${path} holds ${votes.principles.length} principles and no votes. To have them voted on, write them into the constitution beside the data and run “PairLens: Extract Principles With a Language Model...”.`,
    );
  }
  const dataset = await openTaskFile({ ...file, written: basis.written });
  try {
    const read = await readAll(dataset, () => undefined);
    const comparisons = remaining(basisRows(dataset, read, basis), new Map(basis.decisions));
    const matched = matchVotes(comparisons, votes);
    if (matched.matched.size === 0) {
      throw new UserError(
        `None of the ${votes.pairs.length} comparisons of ${path} is in ${basename(file.path)}. They are known by their prompt and both texts: choose the votes of this file.`,
      );
    }
    const places = [...matched.matched];
    const placeOf = new Map(places.map((row, place) => [row, place]));
    const principles = matched.principles.map(({ principle, votes: cast, proposals }) => ({
      principle,
      votes: Int8Array.from(places, row => cast[row]!),
      proposals: proposals.map(seen => seen.flatMap(row => placeOf.get(row) ?? [])),
    }));
    const kept = places.map(row => comparisons[row]!);
    await storeVoted(importedPath(file.storage, file.path), kept, { principles, judge: null, model: name });
    await post({
      principles: principles.length,
      comparisons: places.length,
      notes: matchedInWords(matched, name, comparisons.length),
    });
  } finally {
    await dataset.close();
  }
}
