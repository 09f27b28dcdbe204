import { openTaskFile } from '../openTaskFile.ts';
import type { SearchTask } from '../taskTypes/search.ts';
import { WordProbes } from '../wordProbes.ts';
import { holdsWords } from '../wordSearch.ts';

/** Goes through all rows and posts the numbers of those that hold every word, in file order. Only rows that may are read. */
export async function searchTask(task: SearchTask, post: (batch: unknown) => Promise<void>): Promise<void> {
  const dataset = await openTaskFile(task.file);
  const probes = new WordProbes(task.words);
  try {
    for await (const span of dataset.spans()) {
      const found = probes.candidates(span).filter(row => holdsWords(span.record(row).row, task.words));
      if (found.length > 0) await post(found);
    }
  } finally {
    await dataset.close();
  }
}
