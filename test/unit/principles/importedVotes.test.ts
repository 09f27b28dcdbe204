import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetError } from '../../../src/dataset/datasetError.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { matchVotes } from '../../../src/principles/votes/matchVotes.ts';
import { pythonStrings, pythonVotes } from '../../../src/principles/votes/pythonLiteral.ts';
import { readAnnotatedPairs } from '../../../src/principles/votes/readAnnotatedPairs.ts';
import { readVotes } from '../../../src/principles/votes/readVotes.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { comparison } from './comparisons.ts';

const kind = 'Select the response that is kind.';
const rhymes = 'Select the response that rhymes.';

describe('what Python prints', () => {
  it('is read as lists of strings and as votes, and nothing else is', () => {
    assert.deepEqual(pythonStrings(`['one', "it's \\"two\\"", 'a\\nb\\\\', 'gr\\xfc\\u00df']`), [
      'one',
      'it\'s "two"',
      'a\nb\\',
      'grüß',
    ]);
    assert.deepEqual(pythonStrings(`['\\U0001f600', '\\U99999999', '\\😀']`), ['😀', 'U99999999', '😀']);
    assert.deepEqual(pythonStrings('[]'), []);
    for (const text of ['', 'one', "['one'", "['one' 'two']", "['one', 2]"]) assert.equal(pythonStrings(text), null);
    assert.deepEqual(
      [...pythonVotes("{0: True, 1: None, 12: False, 3: 'invalid', 4: 'both'}")!],
      [
        [0, 1],
        [1, 0],
        [12, -1],
        [3, null],
        [4, 0],
      ],
    );
    assert.equal(pythonVotes('{0: __import__("os")}'), null);
  });
});

describe('votes of AnnotatedPairs', () => {
  const document = (comparisons: unknown, more: object = {}): string =>
    JSON.stringify({
      metadata: { version: '2.0', default_annotator: 'd' },
      annotators: {
        d: { name: 'people', type: 'unknown' },
        k: { description: kind, type: 'principle' },
        r: { description: 'Select the  response that rhymes.', type: 'principle' },
        l: { description: 'Select the response that is longer', type: 'principle' },
        ...more,
      },
      comparisons,
    });
  const pair = (prompt: string | null, a: string, b: string, annotations: object) => ({
    prompt,
    response_a: { text: a },
    response_b: { text: b },
    annotations,
  });
  const text = document([
    pair('Why?', 'So.', 'Thus.', { d: { pref: 'a' }, k: { pref: 'b' }, r: { pref: 'a' }, l: { pref: 'b' } }),
    pair(null, 'Yes.', 'No.', { k: { pref: null, no_pref_reason: 'invalid' }, r: { pref: 'b' } }),
    pair('Else?', 'Here.', 'There.', { k: { pref: 'a' } }),
  ]);

  it('are matched by texts, whichever stands first, and turned with them', () => {
    const comparisons = [
      comparison(0, 'Why?', 'Thus.', 'So.', 'a'),
      comparison(1, 'Any prompt', 'Yes. ', 'No.', 'a'),
      comparison(2, 'Another prompt', 'Here.', 'There.', 'a'),
      comparison(3, 'Why?', 'So.', 'Thus.', 'b'),
    ];
    const matched = matchVotes(comparisons, readAnnotatedPairs(text, 'x.json'));
    assert.deepEqual(
      matched.principles.map(({ principle, votes }) => [principle.text, principle.origin, [...votes]]),
      [
        [kind, 'file', [1, 0, 0, -1]],
        [rhymes, 'file', [-1, -1, 0, 1]],
      ],
    );
    assert.deepEqual([...matched.matched], [0, 1, 3]);
    assert.deepEqual([matched.unmatched, matched.unused, matched.unreadable], [1, 1, 1]);
    assert.deepEqual(matched.measured, ['Select the response that is longer']);
    assert.equal(matched.proposalsKnown, false);
  });

  it('say where they are broken', () => {
    const broken: readonly (readonly [string, RegExp])[] = [
      ['{"annotators": {},\n "comparisons": [}', /^x\.json:2: .*column 18/u],
      ['[]', /no object `annotators`/u],
      [document({}), /no list `comparisons`/u],
      [
        document([pair(null, 'a', 'b', {}), { response_a: { text: 'a' } }]),
        /comparisons\[1\] has no text in `response_b`/u,
      ],
      [document([pair(null, 'a', 'b', [])]), /comparisons\[0\]\.annotations is no object/u],
      [document([], { e: { type: 'principle' } }), /annotators\["e"\] .* missing/u],
      ['{"annotators": {"d": {"type": "human"}}, "comparisons": []}', /type `principle`/u],
    ];
    for (const [json, message] of broken)
      assert.throws(() => readAnnotatedPairs(json, 'x.json'), { name: 'DatasetError', message });
  });
});

describe("ICAI's results folder", () => {
  let folder: TemporaryFolder;
  let results: string;
  const put = (name: string, content: string): void => writeFileSync(join(results, name), content);
  const names = ['wave', 'road'];
  const other = (at: number): string => `It ended ${at}.`;
  /** 40 comparisons, of which the label follows what is of the sea. */
  const comparisons = Array.from({ length: 40 }, (_, at) =>
    comparison(at, `Day ${at}?`, `A ${names[at % 2]} ${at}.`, other(at), at % 2 === 0 ? 'a' : 'b'),
  );

  beforeEach(() => {
    folder = temporaryFolder();
    results = join(folder.path, 'results');
    mkdirSync(results);
    put('060_constitution.json', JSON.stringify(`1. ${kind}`));
    put(
      '030_distilled_principles_per_cluster.json',
      JSON.stringify({ 0: rhymes, 1: kind, 2: 'Select the response that sings.' }),
    );
    put('020_principle_clusters.json', JSON.stringify({ 2: ['Select the response that is sung.'] }));
    const merged = ({ prompt, a }: (typeof comparisons)[number], text: string): string =>
      `"[{'role': 'user', 'content': '${prompt[0]!.content}'}, ${a.messages.length}, '${text}']"`;
    put(
      '000_train_data.csv',
      ['index,prompt,text_a,text_b,preferred_text,_og_text_a,_og_text_b']
        .concat(
          comparisons.map((one, at) => {
            const [a, b] = [one.a.messages[0]!.content, one.b.messages[0]!.content];
            return `${at},Day ${at}?,${merged(one, a)},${merged(one, b)},text_${one.label},"${a}","${b}"`;
          }),
        )
        .join('\n'),
    );
    put(
      '040_votes_per_comparison.csv',
      `index,0\n${comparisons.map((_, at) => `${at},"{0: None, 1: ${at < 36 ? 'True' : 'False'}, 2: ${at === 1 ? "'invalid'" : 'None'}}"`).join('\n')}\n`,
    );
    put(
      '010_principles_per_comparison.csv',
      `index,principles\n0,"['${kind}']"\n1,"['${kind}', 'Select the response that is sung.']"\n`,
    );
  });
  afterEach(() => folder.remove());

  it('gives votes for the sides that they are for, and what each principle was proposed from', async () => {
    const file = await readVotes(folder.path);
    assert.deepEqual(file.constitution, [kind]);
    assert.deepEqual(file.principles, [rhymes, kind, 'Select the response that sings.']);
    const { principles, unmatched, unreadable, proposalsKnown } = matchVotes(comparisons, file);
    assert.deepEqual([unmatched, unreadable, proposalsKnown], [0, 1, true]);
    const [rhyming, kindly, singing] = principles;
    assert.deepEqual(
      [...rhyming!.votes],
      comparisons.map(() => 0),
    );
    assert.deepEqual(
      [...kindly!.votes],
      comparisons.map(({ label }, at) => (at < 36 ? 1 : -1) * (label === 'a' ? 1 : -1)),
    );
    assert.deepEqual(rhyming!.proposals, [], 'given from outside');
    assert.deepEqual(kindly!.proposals, [[0], [1]]);
    assert.deepEqual(singing!.proposals, [[1]], 'what its cluster was proposed from');
  });

  it('has its principles evaluated on folds that their selection never saw', async () => {
    const { principles } = matchVotes(comparisons, await readVotes(results));
    const { reconstruction, principles: figures } = await runPrinciples(comparisons, { seed: 1, extra: principles });
    assert.equal(figures.find(({ text }) => text === kind)!.place, 0);
    assert.equal(reconstruction!.chosenIn[principles[1]!.principle.id], 5);
    assert.ok(Math.abs(reconstruction!.constitution.value - 0.9) < 0.05, `${reconstruction!.constitution.value}`);
  });

  it('never lets a label that a principle was proposed from alone rebuild itself', async () => {
    put('010_principles_per_comparison.csv', `index,principles\n7,"['${kind}']"\n`);
    const { principles } = matchVotes(comparisons, await readVotes(results));
    const { reconstruction } = await runPrinciples(comparisons, { seed: 1, extra: principles });
    assert.equal(reconstruction!.chosenIn[principles[1]!.principle.id], 4);
  });

  it('reads votes of its AnnotatedPairs documents first', async () => {
    put(
      '070_annotations_train_ap.json',
      JSON.stringify({
        annotators: { k: { type: 'principle', description: kind } },
        comparisons: [
          {
            prompt: null,
            response_a: { text: 'A wave 0.' },
            response_b: { text: other(0) },
            annotations: { k: { pref: 'b' } },
            metadata: { prompt: 'Day 0?' },
          },
        ],
      }),
    );
    const { principles, matched } = matchVotes(comparisons, await readVotes(folder.path));
    assert.deepEqual([...matched], [0]);
    assert.equal(principles[1]!.votes[0], -1);
  });

  it('is told from others, and says which file and line is broken', async () => {
    await assert.rejects(readVotes(join(folder.path, 'none')), { name: 'DatasetError', kind: 'missing' });
    const fails = async (name: string, content: string, message: RegExp): Promise<void> => {
      put(name, content);
      await assert.rejects(readVotes(folder.path), (error: DatasetError) => {
        assert.equal(error.name, 'DatasetError');
        assert.ok(error.file.endsWith(name), error.file);
        assert.match(error.message, message);
        return true;
      });
    };
    await fails(
      '010_principles_per_comparison.csv',
      `index,principles\n0,"['${kind}']"\n1,none\n`,
      /:3: it has no list/u,
    );
    put('010_principles_per_comparison.csv', 'index,principles\n');
    await fails('040_votes_per_comparison.csv', 'index,0\n99,{}\n', /:2: 000_train_data\.csv has no row "99"/u);
    await fails('040_votes_per_comparison.csv', 'index,0\n0,{0: 1}\n', /:2: the votes are no dictionary/u);
    await fails('000_train_data.csv', 'index,a,b\n', /:1: the header lacks/u);
    await fails('030_distilled_principles_per_cluster.json', '{', /:1: the file is no JSON/u);
  });
});
