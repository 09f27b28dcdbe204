import type { DuckDBConnection } from '@duckdb/node-api';
import { conditionTrouble } from './conditionTrouble.ts';
import { TableError } from './tableError.ts';

/**
 * Does work on a connection that holds a user's condition, for so many milliseconds at most.
 *
 * @throws TableError in words, if it takes longer or the condition cannot be run
 */
export async function interruptible<T>(
  connection: DuckDBConnection,
  { condition, timeout }: { readonly condition: string; readonly timeout: number },
  work: () => Promise<T>,
): Promise<T> {
  let late = false;
  const interrupt = (): void => {
    late = true;
    connection.interrupt();
  };
  // Again and again: an interrupt that comes between two steps of a query is lost.
  const timer = setTimeout(() => {
    interrupt();
    again = setInterval(interrupt, 100);
  }, timeout);
  let again: NodeJS.Timeout | undefined;
  try {
    return await work();
  } catch (error) {
    if (late) throw new TableError(`The condition took longer than ${timeout / 1000} seconds and was stopped.`);
    throw conditionTrouble(error, condition);
  } finally {
    clearTimeout(timer);
    clearInterval(again);
  }
}
