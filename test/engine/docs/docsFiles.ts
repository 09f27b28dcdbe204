import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface SampleRecord {
  readonly source: string;
  readonly annotator: string;
  readonly prompt: readonly { readonly content: string }[];
  readonly chosen: readonly { readonly content: string }[];
  readonly rejected: readonly { readonly content: string }[];
}

function readSamples(file: string, count: number): SampleRecord[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, count)
    .map(line => JSON.parse(line) as Partial<SampleRecord>)
    .filter((record): record is SampleRecord =>
      [record.prompt, record.chosen, record.rejected].every(turns => Array.isArray(turns) && turns.length > 0),
    );
}

/**
 * Writes a file that the documentation names as an input: comparisons of the samples in the form that its name and `--map`
 * ask for.
 *
 * @param samples - the file samples/helpdesk.jsonl
 * @param map - what `--map` says; null without
 * @param count - how many lines of the samples: few, as there are many commands
 */
export function writeDocsFile(samples: string, folder: string, name: string, map: string | null, count = 28): void {
  const path = join(folder, name);
  const plain = name.replace(/\.gz$/, '');
  const records = recordsFor(readSamples(samples, count), plain, map);
  const text = plain.endsWith('.csv')
    ? csvOf(records)
    : `${records.map(record => JSON.stringify(record)).join('\n')}\n`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(text) : text);
}

function recordsFor(samples: readonly SampleRecord[], name: string, map: string | null): object[] {
  if (map !== null) return samples.map((record, i) => mapped(record, i, map));
  if (/^rankings/.test(name)) return samples.map(ranking);
  if (/^chats/.test(name)) return samples.map(chat);
  // The second of two versions has other labels here and there.
  const turned = /^(new|experts|preferences-v2)/.test(name) ? 5 : 0;
  return samples.map((record, i) => pair(record, i, turned > 0 && i % turned === 0));
}

const content = (turns: SampleRecord['chosen']): string => turns.at(-1)?.content ?? '';

function pair(record: SampleRecord, i: number, turned: boolean): object {
  const chosenIsA = i % 2 === 0;
  const [a, b] = chosenIsA ? [record.chosen, record.rejected] : [record.rejected, record.chosen];
  return {
    prompt: content(record.prompt),
    response_a: content(a),
    response_b: content(b),
    label: chosenIsA === turned ? 'b' : 'a',
    annotator: record.annotator,
    source: record.source,
    country: i % 3 === 0 ? 'PT' : 'NO',
    model_a: `m${i % 3}`,
    model_b: `m${(i + 1) % 3}`,
    system_a: `s${i % 4}`,
    system_b: `s${(i + 1) % 4}`,
    helpfulness_a: chosenIsA ? 4 : 2 + (i % 3),
    helpfulness_b: chosenIsA ? 2 + (i % 3) : 4,
    safety_a: 1 + (i % 4),
    safety_b: 4 - (i % 4),
  };
}

/** A record whose fields are named as `--map` says. */
function mapped(record: SampleRecord, i: number, map: string): object {
  const { prompt, a, b, chosen, rejected, label, a_is, b_is } = Object.fromEntries(
    map.split(',').map(part => part.split('=') as [string, string]),
  );
  const first = i % 2 === 0;
  return {
    [prompt ?? 'prompt']: content(record.prompt),
    [chosen ?? a ?? 'a']: content(chosen !== undefined || first ? record.chosen : record.rejected),
    [rejected ?? b ?? 'b']: content(rejected !== undefined || first ? record.rejected : record.chosen),
    ...(label === undefined ? {} : { [label]: first ? (a_is ?? 'a') : (b_is ?? 'b') }),
  };
}

function ranking(record: SampleRecord): object {
  return {
    prompt: content(record.prompt),
    responses: [content(record.chosen), content(record.rejected), 'No idea.'],
    scores: [3, 2, 1],
  };
}

/** A person who corrects an answer and thanks for the next. */
function chat(record: SampleRecord): object {
  return {
    messages: [
      { role: 'user', content: content(record.prompt) },
      { role: 'assistant', content: content(record.rejected) },
      { role: 'user', content: 'That is wrong. Please try again.' },
      { role: 'assistant', content: content(record.chosen) },
      { role: 'user', content: 'Thank you, that is perfect!' },
    ],
  };
}

function csvOf(records: readonly object[]): string {
  const names = Object.keys(records[0]!);
  const cell = (value: unknown): string => `"${String(value).replaceAll('"', '""')}"`;
  const rows = records.map(record => names.map(name => cell((record as Record<string, unknown>)[name])).join(','));
  return `${names.join(',')}\n${rows.join('\n')}\n`;
}
