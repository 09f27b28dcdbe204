import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { DatasetError } from '../../dataset/datasetError.ts';
import { conversationOf } from '../../dataset/mining/conversationOf.ts';
import { type MinedPair, mineConversation } from '../../dataset/mining/mineConversation.ts';
import { own } from '../../dataset/ownValue.ts';
import { streamRecords } from '../../dataset/streamRecords.ts';
import { chatMessages } from '../../dataset/targets/messages.ts';
import { parquetToJsonLines } from '../../table/parquetToJsonLines.ts';
import { exitCode, UsageError } from '../exitCode.ts';
import { onlyFile, parseCommand } from '../parseCommand.ts';
import { storageFolder } from '../storage.ts';
import type { Terminal } from '../terminal.ts';

/** What the parser of `pairlens mine` knows. */
export const mineOptions = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  out: { type: 'string', short: 'o' },
  confirmed: { type: 'boolean' },
} as const;

/** `pairlens mine FILE -o OUT`. */
export async function mineCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseCommand('mine', args, mineOptions);
  const path = onlyFile('mine', positionals);
  const { out } = values;
  if (out === undefined) throw new UsageError('Name the file to write: pairlens mine FILE -o OUT.');
  if (!/\.(jsonl|ndjson)$/i.test(out)) throw new UsageError('Comparisons are written as JSON Lines: name OUT .jsonl.');
  if (resolve(out) === resolve(path)) throw new UsageError('OUT is FILE itself. Name another file to write.');
  if ((await stat(out).catch(() => null))?.isDirectory())
    throw new UsageError(`-o ${out} is a folder. Name a file to write.`);
  const storage = storageFolder(process.env, process.platform);
  const lines: string[] = [];
  const signals = new Map<string, number>();
  let [conversations, others] = [0, 0];
  for await (const { line, parsed } of streamRecords(path, {
    storage,
    parquet: parquetToJsonLines,
    signal: terminal.signal,
  })) {
    const messages = parsed.ok ? conversationOf(parsed.record) : null;
    if (!parsed.ok || messages === null) {
      others++;
      continue;
    }
    conversations++;
    for (const pair of mineConversation(messages)) {
      if (values.confirmed === true && !pair.confirmed) continue;
      lines.push(`${JSON.stringify(lineOf(pair, idOf(parsed.record) ?? `line ${line}`))}\n`);
      signals.set(pair.signal, (signals.get(pair.signal) ?? 0) + 1);
    }
  }
  if (conversations === 0) {
    const cure = 'Give a file whose records hold `messages`, `conversation` or `conversations`';
    throw new DatasetError('unrecognised', path, 'none of its records holds a conversation', cure);
  }
  const said = [...signals].map(([signal, n]) => `${n} after a ${signal}`).join(', ');
  terminal.out(
    `${out}: ${lines.length} comparisons to review from ${conversations} conversations${said === '' ? '' : ` (${said})`}.`,
  );
  if (others > 0) terminal.note(`${others} records hold no conversation and were left out.`);
  if (lines.length === 0) {
    terminal.note('Nothing was written: no person corrects an answer in words that are known (English only).');
    return exitCode.ok;
  }
  await atomicWrite(out, handle => handle.writeFile(lines.join('')));
  terminal.note(
    'The later answer was written with the correction in view, which the prompt does not hold: review each of them.',
  );
  return exitCode.ok;
}

/** A comparison as TRL reads it, marked as mined. */
function lineOf(
  { prompt, chosen, rejected, signal, feedback, confirmed, turn }: MinedPair,
  conversation: string,
): object {
  return {
    id: `${conversation}#${turn}`,
    prompt: chatMessages(prompt),
    chosen: chatMessages([chosen]),
    rejected: chatMessages([rejected]),
    source: 'mined',
    mined_signal: signal,
    mined_feedback: feedback,
    mined_confirmed: confirmed,
  };
}

function idOf(record: unknown): string | undefined {
  for (const field of ['conversation_id', 'conversation_hash', 'id', 'uuid']) {
    const value = own(record, field);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return undefined;
}
