import type { MessageConnection } from 'vscode-jsonrpc/node';
import { decisionsRequest } from '../../../src/protocol/opening.ts';
import { detailRequest } from '../../../src/protocol/reading.ts';
import { meaningOf } from './meaning.ts';

/** What the engine shows of comparisons, by their prompts, in the order of the file. */
export async function shownByPrompt(
  connection: MessageConnection,
  doc: string,
  rows: number,
): Promise<Map<string, string[]>> {
  await connection.sendRequest(decisionsRequest, { doc });
  const shown = new Map<string, string[]>();
  const wanted = Array.from({ length: rows }, (_, row) => row);
  for (const { row, decision } of await connection.sendRequest(detailRequest, { doc, rows: wanted })) {
    if (row.kind === 'malformed') continue;
    const { prompt, a, b } = row.comparison;
    const texts = { a: a.messages[0]!.content, b: b.messages[0]!.content };
    const key = prompt[0]?.content ?? '';
    shown.set(key, [...(shown.get(key) ?? []), meaningOf(texts, decision)]);
  }
  return shown;
}
