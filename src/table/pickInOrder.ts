/**
 * Some rows, in the order that is known of all.
 *
 * @param order - every row once
 * @param rows - distinct rows in any order
 * @returns null if a row has no place in the order
 */
export function pickInOrder(order: Int32Array, rows: Int32Array): Int32Array | null {
  // Rows of a file count from 0, so that a byte for each tells whether it is asked for; those added by hand have high numbers.
  const asked = new Uint8Array(order.length);
  const beyond = new Set<number>();
  for (const row of rows) {
    if (row < asked.length) asked[row] = 1;
    else beyond.add(row);
  }
  const picked = new Int32Array(rows.length);
  let count = 0;
  for (const row of order) {
    if (row < asked.length ? asked[row] === 1 : beyond.has(row)) picked[count++] = row;
  }
  return count === rows.length ? picked : null;
}
