import type { Terminal } from '../terminal.ts';
import { confirm } from './confirm.ts';

/**
 * Tells what a model is about to be asked, whom and for how much, and asks whether to go on, unless that was answered by an
 * option. Whoever is asked must see what for, `--quiet` or not.
 */
export async function agrees(about: string, agreed: boolean, terminal: Terminal): Promise<boolean> {
  if (agreed) {
    terminal.note(about);
    return true;
  }
  process.stderr.write(`${about}\n`);
  if (await confirm('Ask the model?', terminal)) return true;
  terminal.note('Nothing was asked.');
  return false;
}
