import assert from 'node:assert/strict';
import { valueIn } from '../../../../src/dataset/mappedRecord.ts';
import { describeFields } from '../../../../src/dataset/mapping/describeFields.ts';
import type { MapDraft } from '../../../../src/dataset/mapping/mapDraft.ts';
import { previewMap } from '../../../../src/dataset/mapping/previewMap.ts';
import { suggestDraft } from '../../../../src/dataset/mapping/suggestDraft.ts';

/** Layouts that are not recognised: each with what the names of the fields suggest. */
const layouts: readonly { name: string; record: object; draft: MapDraft }[] = [
  {
    name: 'winner and loser, with scores and models',
    record: { frage: 'Q', ask_question: 'Name one.', out_win: 'Yes.', out_lose: 'No.', score_win: 3, score_lose: 1 },
    draft: {
      kind: 'chosen',
      fields: { prompt: 'ask_question', a: 'out_win', b: 'out_lose', scoreA: 'score_win', scoreB: 'score_lose' },
      codes: {},
    },
  },
  {
    name: 'two numbered texts and a label',
    record: { post: 'P', note1: 'one', note2: 'two', model1: 'm', model2: 'n', which_preferred: 0 },
    draft: {
      kind: 'label',
      fields: {
        prompt: 'post',
        a: 'note1',
        b: 'note2',
        label: 'which_preferred',
        modelA: 'model1',
        modelB: 'model2',
      },
      codes: {},
    },
  },
  {
    name: 'nothing that looks like responses',
    record: { title: 'T', body: 'B', n: 3 },
    draft: { kind: 'chosen', fields: { prompt: 'title' }, codes: {} },
  },
];

describe('mapping of fields', () => {
  it('describes fields inside others by names that lead to their values', () => {
    const record = {
      text: 'hello',
      'a.b': 'dotted',
      a: { b: 'inside', 'odd.key': 1, 'x/y~z': 'slash' },
      turns: [{ role: 'user', content: 'Hi' }],
      list: [{ t: 'first' }, { t: 'second' }],
      none: null,
      flag: false,
    };
    const fields = describeFields([record, 'no record', { ...record, none: '' }]);
    const types = Object.fromEntries(fields.map(({ name, type }) => [name, type]));
    assert.deepEqual(types, {
      text: 'text',
      'a.b': 'text',
      a: 'object',
      '/a/b': 'text',
      '/a/odd.key': 'number',
      '/a/x~1y~0z': 'text',
      turns: 'messages',
      list: 'list',
      'list.0': 'object',
      'list.0.t': 'text',
      'list.1': 'object',
      'list.1.t': 'text',
      none: 'empty',
      flag: 'true or false',
    });
    const at = (name: string): unknown => valueIn(record, name);
    assert.equal(at('/a/b'), 'inside');
    assert.equal(at('/a/odd.key'), 1);
    assert.equal(at('/a/x~1y~0z'), 'slash');
    assert.equal(at('list.1.t'), 'second');
    assert.deepEqual(fields.find(({ name }) => name === 'turns')?.examples, ['user: Hi']);
    assert.equal(fields.find(({ name }) => name === 'none')?.filled, 0);
    assert.deepEqual(fields.map(({ inside }) => inside).filter(Boolean).length, 7);
  });

  it('keeps examples to a line and fields to a number', () => {
    const wide = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`f${i}`, `x\n${'y'.repeat(5000)}`]));
    const fields = describeFields([wide]);
    assert.equal(fields.length, 80);
    assert.ok(fields.every(({ examples }) => examples[0]!.length <= 161 && !examples[0]!.includes('\n')));
  });

  for (const { name, record, draft } of layouts) {
    it(`suggests a draft: ${name}`, () => assert.deepEqual(suggestDraft(describeFields([record])), draft));
  }

  it('previews chosen and rejected, with what can’t be read and why', () => {
    const samples = [
      { q: 'One?', w: 'yes', l: 'no', who: 'ada' },
      { q: 'Two?', w: 'yes', l: null, who: 'ada' },
      { q: 'x'.repeat(900), w: 'long', l: 'short' },
    ];
    const preview = previewMap(samples, {
      kind: 'chosen',
      fields: { prompt: 'q', a: 'w', b: 'l', annotator: 'who' },
      codes: {},
    });
    assert.equal(preview.text, 'prompt=q,chosen=w,rejected=l,annotator=who');
    assert.deepEqual([preview.read, preview.sampled, preview.trouble], [2, 3, null]);
    assert.deepEqual(preview.unread, [{ reason: 'No response in `l`.', count: 1 }]);
    assert.equal(preview.comparisons[0]?.annotations[0]?.annotator, 'ada');
    assert.equal(preview.comparisons[1]?.prompt[0]?.content.length, 701);
  });

  it('asks for what the labels mean, and takes the answer', () => {
    const samples = [0, 1, 1].map((won, i) => ({ p: `P${i}`, response_a: `a${i}`, response_b: `b${i}`, won }));
    const draft: MapDraft = {
      kind: 'label',
      fields: { prompt: 'p', a: 'response_a', b: 'response_b', label: 'won' },
      codes: {},
    };
    const open = previewMap(samples, draft);
    assert.equal(open.text, null);
    assert.match(open.trouble ?? '', /Cannot tell what `won` means/);
    assert.deepEqual(open.labels, [
      { value: '1', count: 2, means: 'unknown' },
      { value: '0', count: 1, means: 'unknown' },
    ]);
    const said = previewMap(samples, { ...draft, codes: { 0: 'b', 1: 'a' } });
    assert.equal(said.text, 'prompt=p,a=response_a,b=response_b,label=won,b_is=0,a_is=1');
    assert.deepEqual(
      said.comparisons.map(({ label }) => label),
      ['b', 'a', 'a'],
    );
  });

  it('says what a draft lacks', () => {
    const lacking = (fields: MapDraft['fields'], kind: MapDraft['kind'] = 'chosen') =>
      previewMap([{ x: 'X', y: 'Y' }], { kind, fields, codes: {} }).trouble;
    assert.equal(lacking({}), 'Say which field holds the chosen response.');
    assert.equal(lacking({ a: 'x' }), 'Say which field holds the rejected response.');
    assert.equal(lacking({ a: 'x', b: 'x' }), 'Both responses are read from “x”. Choose two fields.');
    assert.equal(lacking({ a: 'x', b: 'y' }, 'label'), 'Say which field holds the label.');
    assert.match(lacking({ a: 'x', b: 'gone' }) ?? '', /No sampled record has the mapped field `gone`\./);
    assert.equal(lacking({ a: 'x', b: 'y' }), null);
  });
});
