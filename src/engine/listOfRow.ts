import { textOf } from '../dataset/comparison.ts';
import type { ListOfRow } from '../protocol/rows.ts';
import type { OpenDocument } from './openDocument.ts';

/** Characters of a response that a list shows. */
const shown = 200;

/** The list that a row is a pair of, as the comparison shows it; undefined for any other row. */
export async function listOfRow(doc: OpenDocument, row: number): Promise<ListOfRow | undefined> {
  const place = await doc.dataset.listAt(row);
  if (place === null) return undefined;
  const { list, pairs, pair } = place;
  const order = list.items.map((_, i) => i).toSorted((x, y) => list.items[y]!.level - list.items[x]!.level || x - y);
  const placeOf = new Map(order.map((item, i) => [item, i]));
  return {
    responses: order.map(item => {
      const { level, model, score, messages } = list.items[item]!;
      return {
        rank: 1 + list.items.filter(other => other.level > level).length,
        ...(model !== undefined && { model }),
        ...(score !== undefined && { score }),
        text: textOf(messages)
          .slice(0, 2 * shown)
          .replace(/\s+/g, ' ')
          .trim()
          .slice(0, shown),
      };
    }),
    pairs: pairs.map(([better, worse], i) => ({
      row: row - pair + i,
      a: placeOf.get(better)!,
      b: placeOf.get(worse)!,
      p: doc.auditedRow(row - pair + i)?.p ?? null,
      verdict: doc.decisions.get(row - pair + i)?.verdict ?? null,
    })),
  };
}
