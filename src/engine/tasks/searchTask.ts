import { openTaskFile } from '../openTaskFile.ts';
import type { SearchTask } from '../taskTypes/search.ts';
import { holdsWords } from '../wordSearch.ts';

/** Reads all rows and posts the numbers of those that hold every word, in file order. */
export async function searchTask(task: SearchTask, post: (batch: unknown) => Promise<void>): Promise<void> {
  const dataset = await openTaskFile(task.file);
  try {
    for await (const rows of dataset.batches()) {
      const found = rows.filter(row => holdsWords(row, task.words)).map(row => row.row);
      if (found.length > 0) await post(found);
    }
  } finally {
    await dataset.close();
  }
}
