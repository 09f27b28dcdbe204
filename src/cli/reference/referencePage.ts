import { commands } from '../commands.ts';
import { help } from '../help.ts';
import { commandReference } from './commandReference.ts';
import { referenceMarkdown } from './referenceMarkdown.ts';

const [begin, end] = ['<!-- reference -->', '<!-- /reference -->'];

/**
 * A page with the reference of all commands between its two marks, `<!-- reference -->` and `<!-- /reference -->`; all else
 * stays.
 *
 * @throws Error if a mark is missing, or a command's help and parser do not say the same
 */
export function withReference(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no ${begin} with ${end} after it.`);
  const references = Object.entries(commands).map(([name, { options }]) => commandReference(name, options, help));
  return `${page.slice(0, from + begin.length)}\n\n${referenceMarkdown(references)}\n\n${page.slice(to)}`;
}
