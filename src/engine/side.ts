import type { Side } from '../dataset/comparison.ts';
import { responseHash } from '../dataset/comparisonKey.ts';
import type { Row } from '../dataset/row.ts';

/**
 * The side shown at the left. Where the file records positions it is the first; where it holds only chosen and rejected,
 * a bit of the comparison's key decides, so that the place gives nothing away and stays the same over sessions.
 */
export function leftSide(row: Row): Side {
  if (row.kind === 'malformed' || row.comparison.positioned) return 'a';
  const { a, b, key } = row.comparison;
  const first = responseHash(a) < responseHash(b);
  // The key does not change with a flip, and neither may the picture: so the bit chooses between texts, not between a and b.
  const bit = (Number.parseInt(key.slice(-1), 16) & 1) === 1;
  return first === bit ? 'a' : 'b';
}
