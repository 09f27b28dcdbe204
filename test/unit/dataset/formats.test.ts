import assert from 'node:assert/strict';
import { hhFormat } from '../../../src/dataset/formats/hh.ts';
import { trlFormat } from '../../../src/dataset/formats/trl.ts';
import { writeDecision } from '../../../src/dataset/writeDecision.ts';
import { undecided } from '../../../src/edits/decision.ts';
import { comparisonOf, fixture, opened, rowsOf } from './openFixture.ts';

const read = async (file: string) => (await rowsOf(fixture(file))).map(comparisonOf);

describe('hh format', () => {
  it('parts transcripts at the last assistant turn that both share', async () => {
    const [first, second, third, fourth] = await read('hh.jsonl');
    assert.deepEqual(first!.prompt, [{ role: 'user', content: 'How long do I boil an egg?' }]);
    assert.deepEqual(first!.b.messages, [{ role: 'assistant', content: 'Until it is done.' }]);
    assert.deepEqual(
      second!.prompt.map(message => message.content),
      ['Name a river.', 'The Danube.', 'And where does it end?'],
    );
    assert.deepEqual(
      third!.a.messages.map(message => message.role),
      ['assistant', 'user'],
    );
    assert.deepEqual(fourth!.a.messages, [{ role: 'assistant', content: '' }]);
  });

  it('keeps both prompts where they differ', () => {
    const result = hhFormat.read(
      { chosen: '\n\nHuman: One?\n\nAssistant: Yes', rejected: '\n\nHuman: Two?\n\nAssistant: No' },
      null,
    );
    assert.ok(result.ok);
    assert.deepEqual(result.comparison.prompt, [{ role: 'user', content: 'One?' }]);
    assert.deepEqual(result.comparison.promptB, [{ role: 'user', content: 'Two?' }]);
    assert.deepEqual(result.comparison.b.messages, [{ role: 'assistant', content: 'No' }]);
  });

  it('reads equal transcripts as equal responses', () => {
    const text = '\n\nHuman: One?\n\nAssistant: Yes';
    const result = hhFormat.read({ chosen: text, rejected: text }, null);
    assert.ok(result.ok);
    assert.deepEqual(result.comparison.a, result.comparison.b);
    assert.equal(result.comparison.prompt.length, 1);
  });

  it('refuses a text without turns, and an edit that would make a new turn', () => {
    const refused = hhFormat.read({ chosen: 'x', rejected: '\n\nHuman: x\n\nAssistant: y' }, null);
    assert.deepEqual(
      refused.ok ? '' : refused.reason,
      '`chosen` is no transcript: it has no "Human:" or "Assistant:" turn',
    );
    const record = { chosen: '\n\nHuman: q\n\nAssistant: y', rejected: '\n\nHuman: q\n\nAssistant: n' };
    const result = hhFormat.read(record, null);
    assert.ok(result.ok);
    const texts = { 'a/0': 'y\n\nHuman: more' } as const;
    const written = hhFormat.write(record, result.comparison, { ...undecided, texts }, null);
    assert.deepEqual(written, { patches: [], notExpressed: ['the edited text a/0'] });
  });
});

describe('trl format', () => {
  it('reads explicit prompts, annotators, sources, margins and the rest', async () => {
    const [first, second, third] = await read('trl-explicit.jsonl');
    assert.deepEqual(first!.prompt, [{ role: 'user', content: 'The sky is' }]);
    assert.deepEqual(first!.annotations, [{ annotator: 'ada', label: 'a' }]);
    assert.equal(first!.source, 'colours');
    assert.equal(first!.positioned, false);
    assert.equal(second!.labelStrength, 0.5);
    assert.deepEqual(third!.fields, { note: null });
  });

  it('cuts implicit prompts between words', async () => {
    const [first, second, third] = await read('trl-implicit.jsonl');
    assert.deepEqual([first!.prompt[0]?.content, first!.a.messages[0]?.content], ['The sky is', ' blue.']);
    assert.deepEqual([second!.prompt[0]?.content, second!.b.messages[0]?.content], ['Two and two make', ' five.']);
    assert.deepEqual([third!.prompt, third!.a.messages[0]?.content], [[], 'Cats purr']);
  });

  it('names parts that are not text', async () => {
    const [, second] = await read('trl-conversational.jsonl');
    assert.equal(second!.prompt[0]?.content, '[image]\nWhat is on the picture?');
    assert.equal(second!.a.messages[0]?.content, 'A boat.');
  });

  it('parts dialogues at their last common question', async () => {
    const [, second] = await read('trl-dialogues.jsonl');
    assert.equal(second!.prompt.length, 3);
    assert.deepEqual(second!.b.messages, [{ role: 'assistant', content: 'No.' }]);
  });

  it('reads the mixed shape once, with its scores', async () => {
    const [first] = await read('trl-mixed.jsonl');
    assert.deepEqual(first!.prompt, [{ role: 'user', content: 'Name a metal.' }]);
    assert.deepEqual([first!.a.score, first!.b.score, first!.id], [8.5, 2, 'p1']);
  });

  it('lets scores and the copy of the chosen dialogue follow a flip', async () => {
    const dataset = await opened(fixture('trl-mixed.jsonl'));
    const bytes = await dataset.readBytes(0);
    const written = writeDecision(
      bytes,
      { ...undecided, verdict: 'b', given: 'seen', texts: { 'b/0': 'Zinc.' } },
      dataset,
    ).bytes;
    await dataset.close();
    const before = JSON.parse(bytes.toString()) as Record<string, unknown>;
    const after = JSON.parse(written.toString()) as Record<string, unknown>;
    assert.deepEqual(after.chosen, [
      { content: 'Name a metal.', role: 'user' },
      { content: 'Zinc.', role: 'assistant' },
    ]);
    assert.deepEqual(after.messages, after.chosen);
    assert.deepEqual([after.rejected, after.score_chosen, after.score_rejected], [before.chosen, 2, 8.5]);
  });

  it('reads ratings and models by their many names, and instruction with input', async () => {
    const [first, second] = await read('trl-rated.jsonl');
    assert.deepEqual([first!.a.score, first!.b.score], [5, 1.5]);
    assert.deepEqual([first!.a.model, first!.b.model], ['large', 'small']);
    assert.equal(second!.prompt[0]?.content, 'Translate to French:\ngood day');
  });

  it('takes fields named like parts of an object for fields', () => {
    const record = JSON.parse('{"chosen":"x y","rejected":"x z","__proto__":"p","constructor":"c"}') as unknown;
    const result = trlFormat.read(record, null);
    assert.ok(result.ok);
    assert.deepEqual(Object.entries(result.comparison.fields), [
      ['__proto__', 'p'],
      ['constructor', 'c'],
    ]);
    assert.equal(Object.getPrototypeOf(result.comparison.fields), Object.prototype);
  });

  it('says which side can not be read', () => {
    const reason = (record: unknown): string => {
      const result = trlFormat.read(record, null);
      return result.ok ? '' : result.reason;
    };
    assert.equal(reason({ chosen: 'x' }), 'the record has no `rejected`');
    assert.match(
      reason({ chosen: 'x', rejected: null }),
      /`chosen` is neither a text like the other side nor messages/,
    );
    assert.match(reason({ chosen: [], rejected: [] }), /`chosen` holds no message/);
    assert.equal(reason([1]), 'the record is not an object');
    assert.match(reason({ prompt: 7, chosen: 'a', rejected: 'b' }), /`prompt` is neither a text nor messages/);
  });

  it('turns the labels of annotators when the record is flipped', () => {
    const record = {
      prompt: 'p',
      chosen: 'x',
      rejected: 'y',
      annotations: [
        { annotator: 'ada', label: 'chosen' },
        { annotator: 'bo', label: 'b' },
      ],
    };
    const result = trlFormat.read(record, null);
    assert.ok(result.ok);
    assert.deepEqual(
      result.comparison.annotations.map(one => one.label),
      ['a', 'b'],
    );
    const { patches } = trlFormat.write(record, result.comparison, { ...undecided, verdict: 'b', given: 'seen' }, null);
    assert.deepEqual(
      patches.filter(patch => patch.kind === 'set').map(patch => patch.value),
      ['rejected', 'a'],
    );
  });
});

describe('openai format', () => {
  it('reads tool calls', async () => {
    const [first] = await read('openai.jsonl');
    assert.deepEqual(first!.a.messages, [
      { role: 'assistant', content: '', toolCalls: [{ name: 'weather', arguments: '{"city": "Oslo"}' }] },
    ]);
    assert.deepEqual(first!.prompt, [{ role: 'user', content: 'How warm is it in Oslo?' }]);
  });
});

describe('arena format', () => {
  it('reads winners, judges and models, and only the turns that were judged', async () => {
    const [first, second, third] = await read('arena.jsonl');
    assert.deepEqual([first!.label, second!.label, third!.label], ['b', 'tie', 'both_bad']);
    assert.deepEqual(first!.annotations, [{ annotator: 'judge_1', label: 'b' }]);
    assert.deepEqual([first!.a.model, first!.b.model, first!.positioned], ['small', 'large', true]);
    assert.equal(first!.a.messages.length, 3);
    assert.deepEqual(
      second!.a.messages.map(message => message.content),
      ['Fog.'],
    );
  });
});

describe('icai format', () => {
  it('reads the prompt from the texts or from its column', async () => {
    const [first, second] = await read('icai.csv');
    assert.deepEqual(first!.prompt, [{ role: 'user', content: 'Name a colour.' }]);
    assert.equal(first!.b.messages[0]?.content, '"Colour".');
    assert.deepEqual([first!.label, second!.label, first!.a.model], ['a', 'b', 'large']);
    const [bird] = await read('icai-input.csv');
    assert.deepEqual(bird!.prompt, [{ role: 'user', content: 'Name a bird.' }]);
    assert.deepEqual(bird!.annotations, [{ annotator: 'ada', label: 'a' }]);
  });
});

describe('generic format', () => {
  it('reads labels by the range of their codes', async () => {
    const labels = async (file: string) => (await read(file)).map(comparison => comparison.label);
    assert.deepEqual(await labels('generic-responses.jsonl'), ['a', 'b', 'tie']);
    assert.deepEqual(await labels('generic-winner.csv'), ['a', 'b', 'tie']);
    assert.deepEqual(await labels('generic-graded.json'), ['a', 'b', 'tie']);
    assert.deepEqual(await labels('generic-answers.jsonl'), ['a', 'b']);
    assert.deepEqual(await labels('generic-texts.tsv'), ['b', 'a']);
  });

  it('reads annotators, sources, models and grades', async () => {
    const [first] = await read('generic-winner.csv');
    assert.deepEqual(
      [first!.id, first!.source, first!.annotations],
      ['7', 'numbers', [{ annotator: 'w1', label: 'a' }]],
    );
    const [graded] = await read('generic-graded.json');
    assert.deepEqual([graded!.a.model, graded!.b.model], ['m1', 'm2']);
    assert.ok(Math.abs(graded!.labelStrength! - 0.8) < 1e-9);
    const [listed] = await read('generic-completions.jsonl');
    assert.deepEqual(listed!.annotations, [
      { annotator: 'ada', label: 'a' },
      { annotator: 'bo', label: 'tie', reason: 'both short' },
    ]);
  });

  it("reads records of other layouts by the user's map", async () => {
    const map = {
      prompt: 'history',
      a: 'human_ref_A',
      b: 'human_ref_B',
      label: 'labels',
      codes: { 1: 'a', 0: 'b' },
    } as const;
    const [row] = await rowsOf(fixture('shp.jsonl'), { map });
    const comparison = comparisonOf(row);
    assert.deepEqual([comparison.label, comparison.prompt[0]?.content, comparison.source], ['a', 'Q', 'askbaking']);
  });

  it("reads chosen and rejected by the user's map, into objects", async () => {
    const map = { prompt: 'conversations.0.value', a: 'chosen.value', b: 'rejected.value' };
    const [row] = await rowsOf(fixture('sharegpt.jsonl'), { map });
    const { label, a, b, prompt, positioned } = comparisonOf(row);
    const texts = [prompt, a.messages, b.messages].map(messages => messages[0]?.content);
    assert.deepEqual([label, positioned, texts], ['a', false, ['Q', 'A', 'B']]);
  });

  it('refuses maps that name no field or leave the label open', async () => {
    await assert.rejects(
      rowsOf(fixture('shp.jsonl'), { map: { a: 'nothing', b: 'human_ref_B' } }),
      /no sampled record has the mapped field `nothing`.*human_ref_A/,
    );
    await assert.rejects(
      rowsOf(fixture('shp.jsonl'), { map: { a: 'human_ref_A', b: 'human_ref_B', label: 'labels' } }),
      /cannot tell what `labels` means.*a_is=0,b_is=1/,
    );
  });
});
