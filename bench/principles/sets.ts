import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Comparison, Label } from '../../src/dataset/comparison.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';

/** A set of the benchmark. */
export interface PrincipleSet {
  readonly name: string;
  load(folder: string, storage: string): Promise<Comparison[]>;
}

const jsonOf = (path: string): string => gunzipSync(readFileSync(path)).toString('utf8');

/** A file in a format that PairLens reads. */
function file(name: string, path: string): PrincipleSet {
  return {
    name,
    async load(folder, storage) {
      const dataset = await openDataset(join(folder, path), { storage });
      try {
        await dataset.ready;
        const rows = await dataset.read(0, dataset.rowCount);
        return rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
      } finally {
        await dataset.close();
      }
    },
  };
}

function pair(row: number, prompt: string, a: string, b: string, label: Label | null, source?: string): Comparison {
  return {
    row,
    line: row + 1,
    key: String(row),
    prompt: [{ role: 'user', content: prompt }],
    a: { messages: [{ role: 'assistant', content: a }] },
    b: { messages: [{ role: 'assistant', content: b }] },
    label,
    annotations: [],
    positioned: true,
    fields: {},
    ...(source !== undefined && { source }),
  };
}

interface PandaRecord {
  readonly instruction: string;
  readonly input: string;
  /** A number where the response is one. */
  readonly response1: string | number;
  readonly response2: string | number;
  readonly annotator1: number;
  readonly annotator2: number;
  readonly annotator3: number;
}

/** The label that at least two of the three annotators gave; 1 and 2 name a response, 0 a tie. */
function majorityOf({ annotator1, annotator2, annotator3 }: PandaRecord): Label | null {
  const votes = [annotator1, annotator2, annotator3];
  const winner = [1, 2].find(label => votes.filter(vote => vote === label).length >= 2);
  return winner === undefined ? null : winner === 1 ? 'a' : 'b';
}

const panda: PrincipleSet = {
  name: 'PandaLM (majority of 3)',
  async load(folder) {
    const records = JSON.parse(jsonOf(join(folder, 'pandalm.3-annotators.json.gz'))) as readonly PandaRecord[];
    return records.map((record, row) =>
      pair(
        row,
        [record.instruction, record.input].filter(Boolean).join('\n\n'),
        String(record.response1),
        String(record.response2),
        majorityOf(record),
      ),
    );
  },
};

interface BarRecord {
  readonly subset: string;
  readonly input: string;
  readonly output_1: string;
  readonly output_2: string;
  readonly gold?: number;
}

const llmBar: PrincipleSet = {
  name: 'LLMBar (gold)',
  async load(folder) {
    const lines = jsonOf(join(folder, 'llmbar.judges.jsonl.gz')).split('\n').filter(Boolean);
    const records = lines.map(line => JSON.parse(line) as BarRecord).filter(({ gold }) => gold !== undefined);
    return records.map(({ subset, input, output_1, output_2, gold }, row) =>
      pair(row, input, output_1, output_2, gold === 1 ? 'a' : 'b', subset),
    );
  },
};

/** The sets of real labels. */
export const sets: readonly PrincipleSet[] = [
  file('HH helpful-base', 'hh-helpful-base.test.jsonl.gz'),
  file('HH helpful-online', 'hh-helpful-online.test.jsonl.gz'),
  file('HH harmless-base', 'hh-harmless-base.test.jsonl.gz'),
  panda,
  file('MT-bench (votes)', 'mt-bench-human.arena.jsonl.gz'),
  llmBar,
];

/** ICAI's synthetic sets, whose labels follow known principles. */
export const synthetic: readonly PrincipleSet[] = [
  file('ICAI orthogonal', 'icai/synthetic_data_orthogonal_adcbg.csv'),
  file('ICAI aligned', 'icai/synthetic_data_aligned_vqvtb.csv'),
  file('ICAI mixed', 'icai/synthetic_data_mixed_vqvtb_adcbg.csv'),
];
