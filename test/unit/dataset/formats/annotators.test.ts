import assert from 'node:assert/strict';
import type { Label } from '../../../../src/dataset/comparison.ts';
import { helpSteer3Format } from '../../../../src/dataset/formats/helpSteer.ts';
import { majorityOf } from '../../../../src/dataset/majority.ts';
import { writeDecision } from '../../../../src/dataset/writeDecision.ts';
import { judgement, undecided } from '../../../../src/edits/decision.ts';
import { comparisonOf, fixture, opened, rowsOf } from '../openFixture.ts';

const read = async (file: string) => (await rowsOf(fixture(file))).map(comparisonOf);
const votes = (...labels: (Label | null)[]) => labels.map((label, i) => ({ annotator: `w${i}`, label }));

describe('several annotators', () => {
  it('make the label that most of them gave, and a tie where none has most', () => {
    assert.deepEqual(majorityOf(votes('a', 'a', 'b')), { label: 'a', strength: 1 });
    assert.deepEqual(majorityOf(votes('b', 'tie', 'b')), { label: 'b', strength: 2 });
    assert.deepEqual(majorityOf(votes('a', 'b', 'tie')), { label: 'tie' });
    assert.deepEqual(majorityOf(votes('a', 'b')), { label: 'tie' });
    assert.deepEqual(majorityOf(votes('both_bad', 'both_bad', 'a')), { label: 'both_bad' });
    assert.deepEqual(majorityOf(votes(null, null)), { label: null });
    assert.deepEqual(majorityOf([]), { label: null });
  });

  it('are all kept (PandaLM), and split ones are a tie', async () => {
    const [first, second, third] = await read('pandalm.jsonl');
    assert.deepEqual(first!.annotations, [
      { annotator: 'annotator1', label: 'a' },
      { annotator: 'annotator2', label: 'a' },
      { annotator: 'annotator3', label: 'b' },
    ]);
    assert.deepEqual([first!.label, second!.label, third!.label], ['a', 'tie', 'b']);
    assert.equal(first!.prompt[0]!.content, 'Shorten the sentence.\nIt is raining very much today.');
    assert.equal('annotator1' in first!.fields, false);
  });

  it('are kept with their reasons (votes)', async () => {
    const [first, second] = await read('votes.jsonl');
    assert.deepEqual(first!.annotations[0], { annotator: 'w1', label: 'a', reason: 'gives a ground' });
    assert.deepEqual([first!.label, second!.label], ['a', 'tie']);
    assert.equal(first!.fields.gold, 'a1');
  });

  it('are crowd workers and experts with their strengths (MultiPref)', async () => {
    const [first, second] = await read('multipref.jsonl');
    assert.deepEqual(
      first!.annotations.map(({ annotator, label, strength }) => [annotator, label, strength]),
      [
        ['normal n1', 'a', 2],
        ['normal n2', 'a', 1],
        ['expert e1', 'a', 2],
        ['expert e2', 'b', 1],
      ],
    );
    assert.deepEqual([first!.label, second!.label, first!.a.model], ['a', 'tie', 'm1']);
  });

  it('read HelpSteer: negative means the first, 0 a tie (not two equal responses), -100 that neither is any good', async () => {
    const [first, second, third] = await read('helpsteer2.jsonl');
    assert.deepEqual([first!.label, first!.labelStrength], ['a', 2]);
    assert.deepEqual([second!.label, second!.labelStrength, third!.label], ['b', 3, 'tie']);
    assert.deepEqual(second!.annotations[1], { annotator: 'annotator 2', label: 'both_bad', reason: 'neither' });
    const [code, chat] = await read('helpsteer3.jsonl');
    assert.deepEqual([code!.label, code!.annotations.length, chat!.label], ['b', 3, 'tie']);
    assert.notDeepEqual(chat!.a.messages, chat!.b.messages);
    assert.equal(chat!.prompt.length, 3);
    const open = {
      context: 'Q',
      response1: 'A',
      response2: 'B',
      overall_preference: null,
      individual_preference: [{ score: 2 }, { score: 1 }],
    };
    const read3 = helpSteer3Format.read(open, null);
    assert.ok(read3.ok);
    assert.deepEqual(
      [read3.comparison.label, read3.comparison.labelStrength],
      ['b', 2],
      'no label of its own: the majority',
    );
  });

  it('read two labels that conflict (PKU-SafeRLHF), and write the one that counts', async () => {
    const [first] = await read('saferlhf.jsonl');
    assert.equal(first!.label, 'a');
    assert.deepEqual(first!.annotations, [
      { annotator: 'helpful', label: 'a' },
      { annotator: 'safe', label: 'b' },
    ]);
  });

  it("read AnnotatedPairs: the default annotator's label, people's annotations, no principles", async () => {
    const [first, second] = await read('annotated-pairs.json');
    assert.deepEqual([first!.label, second!.label], ['a', null]);
    assert.deepEqual(first!.annotations, [{ annotator: 'ada', label: 'b' }]);
    assert.deepEqual([first!.id, first!.source, first!.a.model, second!.prompt], ['x1', 'toy', 'm1', []]);
  });

  it('are never rewritten: a verdict against them goes to the review file, one with them needs nothing', async () => {
    for (const file of [
      'pandalm.jsonl',
      'votes.jsonl',
      'multipref.jsonl',
      'helpsteer2.jsonl',
      'helpsteer3.jsonl',
      'webgpt.jsonl',
    ]) {
      const dataset = await opened(fixture(file));
      const bytes = await dataset.readBytes(0);
      const { label } = comparisonOf(dataset.parse(0, bytes));
      const other = label === 'a' ? 'b' : 'a';
      const against = writeDecision(bytes, { ...undecided, ...judgement(other, 'seen') }, dataset);
      assert.deepEqual([against.bytes, against.notExpressed.length], [bytes, 1], file);
      const along = writeDecision(bytes, { ...undecided, ...judgement(label, 'seen') }, dataset);
      assert.deepEqual(along, { bytes, notExpressed: [] }, file);
      await dataset.close();
    }
  });
});

describe('labels that importers get wrong', () => {
  it('SHP: 1 means A, 0 means B', async () => {
    const [first, second] = await read('shp.jsonl');
    assert.deepEqual([first!.label, second!.label], ['a', 'b']);
    assert.deepEqual([second!.a.score, second!.b.score, second!.source], [2, 30, 'askbaking']);
  });

  it('WebGPT: equal scores are a tie', async () => {
    const [first, second] = await read('webgpt.jsonl');
    assert.deepEqual([first!.label, first!.labelStrength, second!.label], ['a', 1, 'tie']);
    assert.equal(first!.prompt[0]!.content, 'Why is the sky blue?');
  });

  it('Arena: both_bad is no tie and no win of b; parts of a message are its text', async () => {
    const [first, second] = await read('arena-parts.jsonl');
    assert.deepEqual([first!.label, second!.label], ['both_bad', 'b']);
    assert.equal(first!.a.messages[0]!.content, '=^.^=');
  });

  it('LMSYS: texts are JSON lists of turns, and what was filtered out is empty', async () => {
    const [first, second, third] = await read('lmsys.csv');
    assert.deepEqual([first!.label, second!.label, third!.label], ['a', 'b', 'tie']);
    assert.deepEqual(
      second!.b.messages.map(({ role, content }) => [role, content]),
      [
        ['assistant', 'one'],
        ['user', 'On.'],
        ['assistant', ''],
      ],
    );
  });

  it('summaries: choice is the place of the better one', async () => {
    const [first, second] = await read('summaries.jsonl');
    assert.deepEqual([first!.label, second!.label, first!.a.model, first!.id], ['a', 'b', 'sup4', 't3_a']);
    assert.deepEqual([first!.fields.confidence, first!.annotations], [8, [{ annotator: 'w1', label: 'a' }]]);
  });

  it('pictures: 0.5 is a tie, and each picture is a text of its own', async () => {
    const [first, second] = await read('pick-a-pic.jsonl');
    assert.deepEqual([first!.label, second!.label, first!.a.model], ['a', 'tie', 'm0']);
    assert.deepEqual(first!.a.messages[0]!.images, [{ kind: 'url', url: 'https://example.org/0.jpg' }]);
    assert.notEqual(first!.key, second!.key);
    assert.equal((await read('hpd-pairs.jsonl'))[0]!.label, 'b');
    assert.deepEqual((await read('hpd-paths.jsonl'))[0]!.a.messages[0]!.content, '[image: better.jpg]');
  });
});
