import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Comparison, Label, Message } from '../../../../src/dataset/comparison.ts';
import { comparisonKey } from '../../../../src/dataset/comparisonKey.ts';
import type { Target } from '../../../../src/dataset/targets/target.ts';
import { targets } from '../../../../src/dataset/targets.ts';
import { writeTarget } from '../../../../src/dataset/writeTarget.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparisonOf, fixture, rowsOf } from '../openFixture.ts';

/** Format that reads what each target writes; absent: nothing reads it back as comparisons (it holds rows of something else). */
const readAs: Readonly<Record<string, string>> = {
  trl: 'trl',
  'trl-text': 'trl',
  'trl-implicit': 'trl',
  'trl-unpaired': 'unpaired',
  margin: 'trl',
  axolotl: 'trl',
  'axolotl-text': 'trl',
  'llama-factory': 'trl',
  sharegpt: 'sharegpt',
  'kto-messages': 'unpaired',
  'ms-swift': 'ms-swift',
  'nemo-rl': 'nemo-rl',
  openai: 'openai',
  fireworks: 'trl',
  rewardbench: 'trl',
  turbo: 'turbo',
  hh: 'hh',
  icai: 'icai',
  arena: 'arena',
  'annotated-pairs': 'annotated-pairs',
  lipo: 'lipo',
  pro: 'pro',
  hindsight: 'hindsight',
};

const extensions = { lines: 'jsonl', csv: 'csv', 'annotated-pairs': 'json' } as const;

/** Texts as hostile as files hold them; whole transcripts inside of a text are another matter (see below). */
const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter(value => value.trim() !== '' && !/\n\n(Human|Assistant):/.test(value))
  .map(value => value.replaceAll('\r', ' '));
const message = (role: string): fc.Arbitrary<Message> => text.map(content => ({ role, content }));
const comparison = (row: number): fc.Arbitrary<Comparison> =>
  fc
    .record({
      question: message('user'),
      earlier: fc.option(fc.tuple(message('user'), message('assistant')), { nil: undefined }),
      system: fc.option(message('system'), { nil: undefined }),
      a: message('assistant'),
      b: message('assistant'),
      label: fc.constantFrom<Label>('a', 'b', 'tie', 'both_bad'),
    })
    .filter(({ a, b }) => a.content !== b.content)
    .map(({ question, earlier = [], system, a, b, label }) => {
      const sides = {
        prompt: [...(system ? [system] : []), ...earlier, { ...question, content: `${row}. ${question.content}` }],
        a: { messages: [a] },
        b: { messages: [b] },
      };
      return {
        row,
        line: row + 1,
        key: comparisonKey(sides),
        ...sides,
        label,
        annotations: [],
        fields: {},
        positioned: false,
      };
    });
const comparisons = fc.tuple(...Array.from({ length: 4 }, (_, row) => comparison(row)));

const texts = (messages: readonly Message[]) => messages.map(({ role, content }) => [role, content]);
/** What must come back: prompt and sides, the chosen one first where the format has no other label. */
function essence({ prompt, a, b, label }: Comparison): unknown {
  const turned = label === 'b';
  const [first, second] = turned ? [b, a] : [a, b];
  return [
    texts(prompt),
    texts(first.messages),
    texts(second.messages),
    label === 'tie' || label === 'both_bad' ? label : 'a',
  ];
}

describe('writing in another format', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  const write = async (list: readonly Comparison[], target: Target) => {
    const path = join(folder.path, `out-${target.id}.${extensions[target.container]}`);
    const result = await writeTarget(list, target, path);
    return { path, result };
  };

  it('is tested for every target', () => {
    assert.deepEqual(Object.keys(readAs).toSorted(), targets.map(({ id }) => id).toSorted());
  });

  for (const target of targets) {
    it(`${target.id}: what is written is read as it was, and what is not is counted`, async () => {
      await fc.assert(
        fc.asyncProperty(comparisons, async list => {
          const { path, result } = await write(list, target);
          const left = [...result.refused.values()].reduce((sum, n) => sum + n, 0);
          assert.equal(result.comparisons + left, list.length);
          if (result.written === 0) return;
          const format = readAs[target.id]!;
          const rows = await rowsOf(path, { format, storage: join(folder.path, 'storage') });
          const read = rows.flatMap(row => (row.kind === 'comparison' ? [essence(row.comparison)] : []));
          // Which were written is told by the target alone, one at a time.
          const written = list.filter(one => !('refused' in target.make([one])));
          const expected = written.filter(({ label }) => !(format === 'unpaired' && label === 'both_bad')).map(essence);
          // A prompt of several turns is one text there.
          const whole = (all: readonly unknown[]): unknown[] =>
            target.id === 'hindsight' ? all.filter((_, i) => written[i]!.prompt.length === 1) : [...all];
          assert.deepEqual(whole(read), whole(expected));
          assert.equal(read.length, expected.length);
          if (!target.ties) assert.ok(written.every(({ label }) => label !== 'tie'));
        }),
        { numRuns: 40 },
      );
    }).timeout(30_000);
  }

  it('refuses what a format has no place for, by name', async () => {
    const [base] = fc.sample(comparison(0), { numRuns: 1, seed: 7 });
    const one: Comparison = { ...base!, label: 'a', prompt: [{ role: 'user', content: 'Q' }] };
    const reason = (id: string, changed: Partial<Comparison>): string => {
      const made = targets.find(target => target.id === id)!.make([{ ...one, ...changed }]);
      return 'refused' in made ? made.refused : '';
    };
    assert.match(reason('trl', { label: 'tie' }), /a tie/);
    assert.match(reason('trl', { label: null }), /no label/);
    assert.match(reason('trl', { promptB: [{ role: 'user', content: 'Another' }] }), /different prompts/);
    assert.equal(reason('trl-implicit', { promptB: [{ role: 'user', content: 'Another' }] }), '');
    assert.match(reason('trl-text', { prompt: [{ role: 'system', content: 's' }, ...one.prompt] }), /system message/);
    assert.match(
      reason('hh', { a: { messages: [{ role: 'assistant', content: 'x\n\nHuman: y' }] } }),
      /mark of a turn/,
    );
    const called = { role: 'assistant', content: '', toolCalls: [{ name: 'f', arguments: '{}' }] };
    const answered = [...one.prompt, { role: 'assistant', content: 'Looking.' }, { role: 'tool', content: '42' }];
    assert.match(reason('kto-messages', { prompt: answered }), /passes over such a record/);
    const late = [...one.prompt, { role: 'system', content: 'Be brief.' }, { role: 'user', content: 'And?' }];
    assert.match(reason('sharegpt', { prompt: late }), /not question, answer, question/);
    assert.match(reason('ms-swift', { prompt: answered }), /does not end with a question/);
    assert.match(reason('ms-swift', { b: { messages: [called] } }), /calls a tool/);
    assert.equal(reason('openai', { a: { messages: [called] } }), '');
    const picture = {
      role: 'assistant',
      content: '[image: a.jpg]',
      images: [{ kind: 'file', path: 'a.jpg' } as const],
    };
    assert.match(reason('openai', { a: { messages: [picture] } }), /pictures/);
  });

  it('holds the pictures of a prompt where the format has a place for them, and refuses them elsewhere', async () => {
    const [file, address] = (await rowsOf(fixture('rlaif-v.jsonl'))).map(comparisonOf);
    assert.deepEqual(file!.prompt[0]!.images, [{ kind: 'file', path: 'pictures/table.jpg' }]);
    const make = (id: string, one: Comparison) => targets.find(target => target.id === id)!.make([one]);
    const made = make('trl', file!);
    assert.ok('records' in made);
    assert.deepEqual(made.records[0], {
      prompt: [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'What is on the table?' }] }],
      chosen: [{ role: 'assistant', content: 'Two apples.' }],
      rejected: [{ role: 'assistant', content: 'A lamp.' }],
      images: ['pictures/table.jpg'],
    });
    const openai = make('openai', address!);
    assert.ok(
      'records' in openai &&
        JSON.stringify(openai.records[0]).includes('"image_url":{"url":"https://example.org/r.png"}'),
    );
    for (const [id, one] of [
      ['openai', file!],
      ['ms-swift', address!],
      ['hh', address!],
    ] as const) {
      assert.match(JSON.stringify(make(id, one)), /refused.*picture/, id);
    }
  });

  it('tells what is lost, and writes no file where nothing can be written', async () => {
    const [base] = fc.sample(comparison(0), { numRuns: 1, seed: 7 });
    const one: Comparison = {
      ...base!,
      label: 'a',
      id: 'x',
      annotations: [{ annotator: 'ada', label: 'a' }],
      fields: { note: 'n' },
    };
    const openai = targets.find(target => target.id === 'openai')!;
    const { result } = await write([one], openai);
    assert.deepEqual(Object.fromEntries(result.lost), { ids: 1, annotators: 1, 'other fields of the records': 1 });
    const path = join(folder.path, 'nothing.jsonl');
    const nothing = await writeTarget([{ ...one, label: 'tie' }], openai, path);
    assert.deepEqual([nothing.written, nothing.refused.size, existsSync(path)], [0, 1, false]);
  });

  it('keeps annotators, models and scores where the format has a place for them', async () => {
    const [base] = fc.sample(comparison(0), { numRuns: 1, seed: 7 });
    const one: Comparison = {
      ...base!,
      prompt: [{ role: 'user', content: 'Q' }],
      label: 'b',
      source: 's',
      a: { messages: [{ role: 'assistant', content: 'A' }], model: 'm1', score: 1 },
      b: { messages: [{ role: 'assistant', content: 'B' }], model: 'm2', score: 3 },
      annotations: [
        { annotator: 'ada', label: 'b', reason: 'why' },
        { annotator: 'bo', label: 'a' },
        { annotator: 'cy', label: 'tie' },
      ],
    };
    const { path } = await write([one], targets[0]!);
    const read = comparisonOf((await rowsOf(path))[0]);
    assert.deepEqual([read.a, read.b, read.source], [one.b, one.a, 's']);
    assert.deepEqual(read.annotations, [
      { annotator: 'ada', label: 'a', reason: 'why' },
      { annotator: 'bo', label: 'b' },
      { annotator: 'cy', label: 'tie' },
    ]);
    const pairs = await write([one], targets.find(({ id }) => id === 'annotated-pairs')!);
    const again = comparisonOf((await rowsOf(pairs.path, { storage: join(folder.path, 'storage') }))[0]);
    assert.deepEqual(
      [again.label, again.annotations.map(({ annotator, label }) => [annotator, label])],
      [
        'b',
        [
          ['ada', 'b'],
          ['bo', 'a'],
          ['cy', 'tie'],
        ],
      ],
    );
    assert.equal(Object.keys(JSON.parse(readFileSync(pairs.path, 'utf8')) as object)[0], 'metadata');
  });

  it('puts the comparisons of a list in one order, and refuses a circle', async () => {
    const pair = (better: string, worse: string, row: number): Comparison => ({
      row,
      line: 1,
      key: '',
      prompt: [{ role: 'user', content: 'Q' }],
      a: { messages: [{ role: 'assistant', content: better }] },
      b: { messages: [{ role: 'assistant', content: worse }] },
      label: 'a',
      annotations: [],
      fields: {},
      positioned: false,
      listId: 'l',
    });
    const lipo = targets.find(({ id }) => id === 'lipo')!;
    const { path, result } = await write(
      [pair('two', 'three', 0), pair('one', 'two', 1), pair('one', 'three', 2)],
      lipo,
    );
    assert.equal(result.written, 1);
    const [line] = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map(one => JSON.parse(one) as { responses: Message[][]; scores: number[] });
    assert.deepEqual(
      line!.responses.map(one => one[0]!.content),
      ['one', 'two', 'three'],
    );
    assert.deepEqual(line!.scores, [2, 1, 0]);
    const circle = lipo.make([pair('one', 'two', 0), pair('two', 'three', 1), pair('three', 'one', 2)]);
    assert.ok('refused' in circle && /circle/.test(circle.refused));
  });
});
