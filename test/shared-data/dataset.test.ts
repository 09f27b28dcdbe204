import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import type { OpenOptions } from '../../src/dataset/dataset.ts';
import { parsePairPolicy } from '../../src/dataset/pairPolicy.ts';
import { parseFieldMap } from '../../src/dataset/parseFieldMap.ts';
import { targets } from '../../src/dataset/targets.ts';
import { writeDecision } from '../../src/dataset/writeDecision.ts';
import { writeTarget } from '../../src/dataset/writeTarget.ts';
import { undecided } from '../../src/edits/decision.ts';
import { sharedData } from '../support/sharedData.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { comparisonOf, opened } from '../unit/dataset/openFixture.ts';

interface Expected {
  readonly format: string;
  readonly rows: number;
  readonly map?: string;
  readonly pairs?: string;
  /** Rows that say why they make no comparison. */
  readonly malformed?: number;
  /** What must hold of every comparison. */
  readonly check?: (comparison: Comparison) => boolean;
}

const answered = ({ prompt, a, b }: Comparison): boolean =>
  prompt.length > 0 && a.messages.length > 0 && b.messages.length > 0;
const begins = (comparison: Comparison): boolean =>
  answered(comparison) && comparison.promptB === undefined && comparison.a.messages[0]!.role === 'assistant';

const listed = ({ listId }: Comparison): boolean => listId !== undefined;

const readable: Readonly<Record<string, readonly Expected[]>> = {
  'hh-harmless-base.test.jsonl.gz': [{ format: 'hh', rows: 2312, check: begins }],
  'hh-helpful-base.test.jsonl.gz': [{ format: 'hh', rows: 2354, check: begins }],
  'hh-helpful-online.test.jsonl.gz': [{ format: 'hh', rows: 1137, check: begins }],
  'open-instruct.trl-conversational.jsonl.gz': [{ format: 'trl', rows: 100, check: begins }],
  'mt-bench-human.arena.jsonl.gz': [
    {
      format: 'arena',
      rows: 1751,
      check: one => begins(one) && one.annotations.length === 1 && one.a.messages.length % 2 === 1,
    },
  ],
  'icai/example.csv': [{ format: 'icai', rows: 1 }],
  'icai/synthetic_data_aligned_vqvtb.csv': [{ format: 'icai', rows: 30, check: begins }],
  'icai/synthetic_data_orthogonal_adcbg.csv': [{ format: 'icai', rows: 30, check: begins }],
  'icai/synthetic_data_mixed_vqvtb_adcbg.csv': [{ format: 'icai', rows: 60 }],
  'llmbar.judges.jsonl.gz': [
    { format: 'generic', rows: 419, check: begins },
    { format: 'generic', rows: 419, map: 'prompt=input,a=output_1,b=output_2,label=gold', check: begins },
  ],
  'pandalm.3-annotators.json.gz': [
    {
      format: 'generic',
      rows: 999,
      map: 'prompt=instruction+input,a=response1,b=response2,label=annotator1,a_is=1,b_is=2,tie_is=0',
      check: begins,
    },
    { format: 'generic', rows: 999, map: 'prompt=instruction,a=response1,b=response2,label=annotator2', check: begins },
    { format: 'pandalm', rows: 999, check: one => begins(one) && one.annotations.length === 3 },
  ],
  'ukpconvarg1.votes.jsonl.gz': [
    { format: 'generic', rows: 16927, map: 'prompt=topic,a=a1,b=a2,label=gold', check: begins },
    { format: 'votes', rows: 16927, check: one => begins(one) && one.annotations.length > 0 && one.label !== null },
  ],
  'llama-factory.sharegpt-dpo.json.gz': [{ format: 'sharegpt', rows: 300, check: begins }],
  'llama-factory.v1-dpo.jsonl': [{ format: 'trl', rows: 10, check: begins }],
  'llama-factory.kto-mix.json.gz': [{ format: 'unpaired', rows: 546, check: one => begins(one) && listed(one) }],
  'oasst.listwise.jsonl.gz': [
    { format: 'oasst', rows: 212, check: one => begins(one) && listed(one) },
    { format: 'oasst', rows: 429, pairs: 'adjacent', check: one => begins(one) && listed(one) },
    { format: 'oasst', rows: 754, pairs: 'all', check: one => begins(one) && listed(one) },
    { format: 'oasst', rows: 382, pairs: 'threshold:2', malformed: 57, check: one => one.labelStrength! >= 2 },
  ],
  'squality.rankings.jsonl.gz': [
    { format: 'squality', rows: 100, check: one => begins(one) && listed(one) && one.annotations.length > 0 },
    { format: 'squality', rows: 300, pairs: 'all', check: one => begins(one) && listed(one) },
  ],
  'icai/example_ap.json': [{ format: 'annotated-pairs', rows: 1, check: begins }],
  'icai/feedback-forensics.annotated_pairs.json': [
    { format: 'annotated-pairs', rows: 1, check: one => one.label !== null && one.annotations.length === 0 },
  ],
};

describe('real preference files', () => {
  const folder = sharedData();
  let storage: TemporaryFolder;
  before(function () {
    if (folder === null) this.skip();
    storage = temporaryFolder();
  });
  after(() => storage?.remove());

  const open = (file: string, options: Partial<OpenOptions> = {}) =>
    opened(join(folder!, file), { storage: storage.path, ...options });

  it('are all known here', () => {
    const files = readdirSync(folder!, { recursive: true, encoding: 'utf8' }).filter(name =>
      /\.(jsonl|json|csv)(\.gz)?$/.test(name),
    );
    const known = new Set(Object.keys(readable));
    assert.deepEqual(
      files.filter(file => !known.has(file)),
      [],
    );
  });

  for (const [file, all] of Object.entries(readable)) {
    for (const { format, rows, map, pairs, malformed = 0, check = answered } of all) {
      it(`${file} is read${map === undefined ? '' : ` by the map ${map}`}${pairs === undefined ? '' : ` with the pairs ${pairs}`}, every record`, async () => {
        const dataset = await open(file, {
          ...(map === undefined ? {} : { map: parseFieldMap(map) }),
          ...(pairs === undefined ? {} : { pairs: parsePairPolicy(pairs) }),
        });
        let bad = 0;
        let odd = 0;
        const read = await dataset.read(0, dataset.rowCount);
        for (const row of read) {
          if (row.kind === 'malformed') bad++;
          else if (!check(row.comparison) && !(file.includes('mixed') || file.includes('example'))) odd++;
        }
        await dataset.close();
        assert.deepEqual([dataset.format.id, read.length, bad, odd], [format, rows, malformed, 0]);
      }).timeout(30_000);
    }
  }

  for (const file of [
    'hh-harmless-base.test.jsonl.gz',
    'open-instruct.trl-conversational.jsonl.gz',
    'llama-factory.sharegpt-dpo.json.gz',
    'llama-factory.v1-dpo.jsonl',
  ]) {
    it(`every record of ${file} can be flipped, and flipped back byte for byte`, async () => {
      const dataset = await open(file);
      const flip = { ...undecided, verdict: 'b', given: 'seen' } as const;
      for await (const batch of dataset.recordBatches()) {
        for (const { row, bytes } of batch) {
          const before = comparisonOf(row);
          const flipped = writeDecision(bytes!, flip, dataset).bytes;
          const after = comparisonOf(dataset.parse(row.row, flipped));
          assert.deepEqual([after.key, after.a, after.b], [before.key, before.b, before.a]);
          assert.deepEqual(writeDecision(flipped, flip, dataset).bytes, bytes);
        }
      }
      await dataset.close();
    }).timeout(30_000);
  }

  const converted: readonly (readonly [file: string, target: string, format: string])[] = [
    ['hh-harmless-base.test.jsonl.gz', 'hh', 'hh'],
    ['hh-harmless-base.test.jsonl.gz', 'trl', 'trl'],
    ['hh-helpful-base.test.jsonl.gz', 'openai', 'openai'],
    ['llama-factory.sharegpt-dpo.json.gz', 'sharegpt', 'sharegpt'],
    ['llama-factory.sharegpt-dpo.json.gz', 'llama-factory', 'trl'],
    ['llama-factory.kto-mix.json.gz', 'trl-unpaired', 'unpaired'],
    ['open-instruct.trl-conversational.jsonl.gz', 'trl', 'trl'],
    ['mt-bench-human.arena.jsonl.gz', 'arena', 'arena'],
    ['pandalm.3-annotators.json.gz', 'annotated-pairs', 'annotated-pairs'],
    ['oasst.listwise.jsonl.gz', 'nemo-rl', 'nemo-rl'],
    ['ukpconvarg1.votes.jsonl.gz', 'annotated-pairs', 'annotated-pairs'],
  ];
  for (const [file, id, format] of converted) {
    it(`${file} is the same comparisons after it was written as ${id} and read again`, async () => {
      const target = targets.find(one => one.id === id)!;
      const before = await comparisonsOf(join(folder!, file));
      const path = join(storage.path, `again-${id}${target.container === 'annotated-pairs' ? '.json' : '.jsonl'}`);
      const { comparisons, refused } = await writeTarget(before, target, path);
      assert.equal(comparisons + [...refused.values()].reduce((sum, n) => sum + n, 0), before.length);
      const expected = before.filter(one => !('refused' in target.make([one]))).map(told);
      const again = await comparisonsOf(path);
      assert.deepEqual(again.map(told), expected);
      const dataset = await opened(path, { storage: storage.path });
      await dataset.close();
      assert.equal(dataset.format.id, format);
    }).timeout(60_000);
  }

  async function comparisonsOf(path: string): Promise<Comparison[]> {
    const dataset = await opened(path, { storage: storage.path });
    const rows = await dataset.read(0, dataset.rowCount);
    await dataset.close();
    return rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
  }
});

/** The comparison, whichever side stands first, and which response it prefers. */
function told({ key, a, b, label }: Comparison): unknown {
  const better = label === 'a' ? a : label === 'b' ? b : null;
  return [key, better === null ? label : better.messages];
}
