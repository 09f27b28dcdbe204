import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { pairsOf } from '../../src/dataset/pairPolicy.ts';
import { sharedData } from '../support/sharedData.ts';
import { fixture, rowsOf } from '../unit/dataset/openFixture.ts';

/** Comparisons of many shapes: the fixtures, and the real files where they are. */
export async function someComparisons(storage: string): Promise<Comparison[]> {
  const files = [
    'trl-explicit.jsonl',
    'trl-conversational.jsonl',
    'sharegpt-turns.jsonl',
    'turbo.jsonl',
    'alpaca.jsonl',
    'arena.jsonl',
    'pandalm.jsonl',
    'hh.jsonl',
    'generic-responses.jsonl',
    'oasst.jsonl',
    'helpsteer3.jsonl',
  ].map(fixture);
  const shared = sharedData();
  const real =
    shared === null
      ? []
      : [
          'llama-factory.sharegpt-dpo.json.gz',
          'pandalm.3-annotators.json.gz',
          'open-instruct.trl-conversational.jsonl.gz',
          'hh-helpful-base.test.jsonl.gz',
        ].map(name => join(shared, name));
  const all: Comparison[] = [];
  for (const path of [...files, ...real]) {
    const rows = (await rowsOf(path, { storage })).slice(0, 300);
    for (const row of rows) if (row.kind === 'comparison') all.push({ ...row.comparison, row: all.length });
  }
  // Enough of the simple shape even where the real files are not at hand.
  for (const [better, worse] of pairsOf([...Array(8).keys()], { kind: 'all' }, false)) {
    const prompt = [{ role: 'user', content: `Which is larger, ${worse} or ${better}?` }];
    const answer = (n: number) => ({
      messages: [{ role: 'assistant', content: `"${n}", of course;\n\n\tsee ${n} > … 😀` }],
    });
    const sides = { prompt, a: answer(better), b: answer(worse) };
    all.push({
      row: all.length,
      line: 1,
      key: '',
      ...sides,
      label: 'a',
      annotations: [],
      fields: {},
      positioned: false,
    });
  }
  return all;
}
