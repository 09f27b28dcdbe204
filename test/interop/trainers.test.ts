import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Comparison, Message } from '../../src/dataset/comparison.ts';
import { pairsOf } from '../../src/dataset/pairPolicy.ts';
import { targets } from '../../src/dataset/targets.ts';
import { writeTarget } from '../../src/dataset/writeTarget.ts';
import { type InteropPython, interopPython } from '../support/interopPython.ts';
import { sharedData } from '../support/sharedData.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { fixture, rowsOf } from '../unit/dataset/openFixture.ts';

type Turns = readonly (readonly [role: string, content: string])[];
type Read = readonly [prompt: Turns, chosen: Turns, rejected: Turns];

interface Case {
  readonly target: string;
  readonly loader: string;
  readonly options?: object;
  /** Comparisons that this shape is about, where the target takes more. */
  readonly only?: (comparison: Comparison) => boolean;
  /** The loader gives texts without the white space around them, or without empty prompts. */
  readonly trimmed?: true;
}

const llamaFactory = (columns: object, formatting: string, tags?: object): object => ({
  info: { formatting, ranking: true, columns, ...(tags && { tags }) },
});

const cases: readonly Case[] = [
  { target: 'trl', loader: 'trl', options: { explicit: true } },
  { target: 'trl', loader: 'trl_unpair' },
  { target: 'trl-text', loader: 'trl', options: { explicit: true } },
  { target: 'trl-implicit', loader: 'trl', only: singleAnswers },
  { target: 'trl-unpaired', loader: 'trl_unpaired', only: unlikeOthers },
  { target: 'margin', loader: 'openrlhf', only: singleAnswers },
  { target: 'trl', loader: 'openrlhf', options: { prompt_key: 'prompt' } },
  { target: 'axolotl', loader: 'axolotl', trimmed: true },
  { target: 'axolotl-text', loader: 'axolotl_text', trimmed: true },
  {
    target: 'llama-factory',
    loader: 'llama_factory',
    options: llamaFactory(
      {
        prompt: 'instruction',
        query: 'input',
        chosen: 'chosen',
        rejected: 'rejected',
        system: 'system',
        history: 'history',
      },
      'alpaca',
    ),
  },
  {
    target: 'sharegpt',
    loader: 'llama_factory',
    options: llamaFactory(
      { messages: 'conversations', chosen: 'chosen', rejected: 'rejected', system: 'system' },
      'sharegpt',
    ),
  },
  {
    target: 'kto-messages',
    loader: 'llama_factory_kto',
    options: {
      info: {
        formatting: 'sharegpt',
        columns: { messages: 'messages', kto_tag: 'label' },
        tags: {
          role_tag: 'role',
          content_tag: 'content',
          user_tag: 'user',
          assistant_tag: 'assistant',
          system_tag: 'system',
        },
      },
    },
    only: comparison => unlikeOthers(comparison) && alternates(comparison),
  },
  { target: 'turbo', loader: 'turbo' },
  { target: 'icai', loader: 'icai', only: ({ label }) => label === 'a' || label === 'b' },
  { target: 'annotated-pairs', loader: 'icai', only: ({ label }) => label === 'a' || label === 'b' },
];

const extensions = { lines: 'jsonl', csv: 'csv', 'annotated-pairs': 'json' } as const;

describe('what is written, read by the code of the trainers', function () {
  this.timeout(300_000);
  let folder: TemporaryFolder;
  let python: InteropPython;
  let comparisons: readonly Comparison[];

  before(async function () {
    const found = interopPython();
    if (found === null) this.skip();
    python = found;
    folder = temporaryFolder();
    comparisons = await someComparisons(join(folder.path, 'storage'));
  });
  after(() => folder?.remove());

  for (const { target: id, loader, options, only = () => true, trimmed } of cases) {
    it(`${id}: every record is what it was, to ${loader.replaceAll('_', ' ')}`, async () => {
      const target = targets.find(one => one.id === id)!;
      const wanted = comparisons.filter(one => only(one) && !('refused' in target.make([one])));
      const path = join(folder.path, `${id}-${loader}.${extensions[target.container]}`);
      const { comparisons: written } = await writeTarget(wanted, target, path);
      assert.equal(written, wanted.length);
      assert.ok(written >= 20, `only ${written} comparisons have this shape`);
      const answer = ask(python, { loader, path, options });
      const edges = (turns: Turns): Turns => (trimmed ? turns.map(([role, text]) => [role, text.trim()]) : turns);
      const given = answer.rows.map(sides => sides.map(edges));
      const expected = wanted.map(one => essence(one).map(edges));
      const sorted = (rows: readonly unknown[]): string[] => rows.map(row => JSON.stringify(row)).toSorted();
      assert.deepEqual(sorted(given), sorted(expected));
      console.log(`      ${id} | ${loader} ${answer.version} | ${written} comparisons | ${given.length} read | equal`);
    });
  }

  for (const target of targets.filter(({ container }) => container === 'lines')) {
    it(`${target.id}: datasets reads every record, and the same columns in each`, async () => {
      const wanted = target.listwise ? comparisons : comparisons.filter(one => !('refused' in target.make([one])));
      const path = join(folder.path, `${target.id}-datasets.jsonl`);
      const { written } = await writeTarget(wanted, target, path);
      const answer = ask(python, { loader: 'datasets', path });
      assert.equal(answer.rows.length, written);
      assert.equal(readFileSync(path, 'utf8').trim().split('\n').length, written);
    });
  }
});

function ask(
  { python, trainers }: InteropPython,
  job: object,
): { readonly version: string; readonly rows: readonly Read[] } {
  const script = fileURLToPath(new URL('loaders.py', import.meta.url));
  const output = execFileSync(python, [script, trainers], {
    input: JSON.stringify([job]),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HF_HUB_OFFLINE: '1',
      HF_DATASETS_OFFLINE: '1',
      HF_HOME: join(trainers, '..', 'cache'),
      TOKENIZERS_PARALLELISM: 'false',
    },
  });
  const [answer] = JSON.parse(output) as {
    readonly error?: string;
    readonly version: string;
    readonly rows: readonly Read[];
  }[];
  assert.equal(answer!.error, undefined);
  return answer!;
}

/** Comparisons of many shapes: the fixtures, and the real files where they are. */
async function someComparisons(storage: string): Promise<Comparison[]> {
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

function essence({ prompt, a, b, label }: Comparison): Read {
  const turns = (messages: readonly Message[]): Turns => messages.map(({ role, content }) => [role, content]);
  return label === 'b'
    ? [turns(prompt), turns(b.messages), turns(a.messages)]
    : [turns(prompt), turns(a.messages), turns(b.messages)];
}

/** Dialogues that end with one answer each, and differ in it: what is shared before is the prompt, to those who must find it. */
function singleAnswers({ prompt, promptB, a, b }: Comparison): boolean {
  return (
    prompt.length > 0 &&
    promptB === undefined &&
    a.messages.length === 1 &&
    b.messages.length === 1 &&
    a.messages[0]!.content !== b.messages[0]!.content
  );
}

/** Unpaired records are put together again by their prompt here, so each prompt must be of one comparison. */
function unlikeOthers({ prompt, row, label }: Comparison): boolean {
  const question = prompt.at(-1)?.content ?? '';
  return (label === 'a' || label === 'b') && /^Which is larger/.test(question) && row >= 0;
}

function alternates({ prompt }: Comparison): boolean {
  return prompt.every(({ role }, i) => role === (i % 2 === 0 ? 'user' : 'assistant'));
}
