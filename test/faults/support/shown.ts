import assert from 'node:assert/strict';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { decisionsRequest } from '../../../src/protocol/opening.ts';
import { detailRequest } from '../../../src/protocol/reading.ts';
import { meaningOf } from './meaning.ts';

/** What the engine shows of all rows: their texts and decisions, told as `Truth.meanings` does. */
export async function shownMeanings(connection: MessageConnection, doc: string, rows: number): Promise<string[]> {
  await connection.sendRequest(decisionsRequest, { doc });
  const meanings: string[] = [];
  for (let start = 0; start < rows; start += 100) {
    const wanted = Array.from({ length: Math.min(100, rows - start) }, (_, i) => start + i);
    for (const { row, decision } of await connection.sendRequest(detailRequest, { doc, rows: wanted })) {
      const texts =
        row.kind === 'malformed'
          ? null
          : { a: row.comparison.a.messages[0]!.content, b: row.comparison.b.messages[0]!.content };
      meanings.push(meaningOf(texts, decision));
    }
  }
  return meanings;
}

/** Rows of which something else is shown than expected. */
export function different(shown: readonly string[], expected: readonly string[]): string[] {
  assert.equal(shown.length, expected.length);
  return expected.flatMap((meaning, row) =>
    meaning === shown[row] ? [] : [`row ${row}: ${shown[row]}, not ${meaning}`],
  );
}
