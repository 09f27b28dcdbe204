import { constants, setPriority } from 'node:os';

/**
 * Lets the machine's other work go before this thread's, for as long as the thread lives. On Linux only: elsewhere a
 * priority is that of the whole process, which also answers the editor.
 */
export function stepBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Work at the usual priority is no harm.
  }
}
