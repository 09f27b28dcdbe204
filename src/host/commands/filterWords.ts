import type { Filter, View } from '../../protocol/view.ts';

/** What a view shows, in words: "mislabeled, p < 0.2, no verdict"; "the whole file" without a filter. */
export function filterWords({ filter }: View): string {
  const parts = wordsOf(filter);
  return parts.length === 0 ? 'the whole file' : parts.join(', ');
}

function wordsOf({ finding, principle, text, verdict }: Filter): string[] {
  const parts: string[] = [];
  if (finding !== undefined) parts.push(finding);
  if (principle !== undefined) parts.push(`${principle.stand === 'for' ? 'obeys' : 'breaks'} “${principle.id}”`);
  if (text !== undefined) parts.push(text.kind === 'sql' ? text.value : `“${text.value}”`);
  if (verdict !== undefined) parts.push(verdict === 'open' ? 'no verdict' : 'with a verdict');
  return parts;
}
