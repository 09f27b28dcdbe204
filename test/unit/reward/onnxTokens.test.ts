import assert from 'node:assert/strict';
import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { halfToFloat } from '../../../src/reward/onnx/halfToFloat.ts';
import { OnnxError } from '../../../src/reward/onnx/onnxError.ts';
import { templateTokens } from '../../../src/reward/onnx/textTemplate.ts';
import { TextTokenizer } from '../../../src/reward/onnx/tokenizer.ts';
import { sharedLengths } from '../../../src/reward/onnx/truncate.ts';
import { tinyTokenizer, tinyVocabulary } from '../../support/tinyTokenizer.ts';

const tokenizer = new TextTokenizer(tinyTokenizer());
const sep = 3;
const wordsOf = (ids: Int32Array): string => Array.from(ids, id => tinyVocabulary[id]).join(' ');
const sentence = fc.array(fc.constantFrom('good', 'cat', 'is', 'the', 'xyz', 'a', 'why'), { maxLength: 40 });

describe('tokens of a text', () => {
  it('are those of the tokenizer, whatever length its file truncates and pads to', () => {
    const whole = new Tokenizer(tinyTokenizer(), {});
    fc.assert(
      fc.property(sentence, words => {
        const text = words.join(' ');
        assert.deepEqual([...tokenizer.single(text, 512, 'start').ids], whole.encode(text).ids);
        const pair = tokenizer.pair(text, 'good dog', 512, 'start');
        const expected = whole.encode(text, { text_pair: 'good dog', return_token_type_ids: true });
        assert.deepEqual([...pair.ids], expected.ids);
        assert.deepEqual([...pair.types], expected.token_type_ids);
      }),
    );
  });

  it('keep the final separator when they are cut, and say that they were', () => {
    const { ids, truncated } = tokenizer.single('the cat is good the dog is bad', 6, 'start');
    assert.equal(wordsOf(ids), '[CLS] the cat is good [SEP]');
    assert.equal(truncated, true);
    assert.equal(tokenizer.single('the cat is good', 6, 'start').truncated, false);
  });

  it('are cut at the end that the recipe does not keep', () => {
    const { ids } = tokenizer.single('the cat is good the dog is bad', 6, 'end');
    assert.equal(wordsOf(ids), '[CLS] the dog is bad [SEP]');
  });

  it('are the same for a huge text as for its end that is kept', () => {
    const filler = 'good '.repeat(50_000);
    const last = tokenizer.single(`${filler}the cat is bad`, 20, 'end');
    assert.equal(last.truncated, true);
    assert.match(wordsOf(last.ids), /^\[CLS\] (good ){14}the cat is bad \[SEP\]$/);
    const first = tokenizer.single(`the cat is bad ${filler}`, 20, 'start');
    assert.match(wordsOf(first.ids), /^\[CLS\] the cat is bad (good ){14}\[SEP\]$/);
    assert.equal(first.truncated, true);
  });

  it('are read to the end where a long text holds few of them', () => {
    const { ids, truncated } = tokenizer.single(`the${' '.repeat(20_000)}cat`, 8, 'start');
    assert.equal(wordsOf(ids), '[CLS] the cat [SEP]');
    assert.equal(truncated, false);
  });

  it('of a pair are cut in the longer text first', () => {
    const long = 'the cat is good the dog is bad the cat is good';
    const { ids, types } = tokenizer.pair('why', long, 10, 'start');
    assert.equal(wordsOf(ids), '[CLS] why [SEP] the cat is good the dog [SEP]');
    assert.equal([...types].join(''), '0001111111');
  });

  it('of a template are never cut out of the template itself', () => {
    const long = 'the cat is good the dog is bad the cat is good';
    const { ids, truncated } = templateTokens(
      'why {prompt} answer {response} yes',
      { prompt: long, response: 'bad' },
      tokenizer,
      11,
      'start',
    );
    assert.equal(wordsOf(ids), '[CLS] why the cat is good the answer bad yes [SEP]');
    assert.equal(truncated, true);
  });

  it('of a template take a text that looks like a slot as text', () => {
    const slots = { prompt: '{response}', response: 'bad' };
    const { ids } = templateTokens('{prompt} {response}', slots, tokenizer, 64, 'start');
    assert.equal(wordsOf(ids).endsWith('bad [SEP]'), true);
    assert.equal(wordsOf(ids).split('bad').length, 2);
  });

  it('need a tokenizer that is one', () => {
    assert.throws(() => new TextTokenizer({ added_tokens: [] }), OnnxError);
  });

  it('end in a separator and fit, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 8, max: 40 }),
        fc.constantFrom('start', 'end'),
        (text, length, keep) => {
          const { ids } = tokenizer.single(text, length, keep as 'start' | 'end');
          assert.ok(ids.length <= length);
          assert.equal(ids.at(-1), sep);
        },
      ),
    );
  });
});

describe('room shared among texts', () => {
  it('is filled, and no text gets more than it has or than a longer one', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 5 }), fc.nat(120), (lengths, room) => {
        const shared = sharedLengths(lengths, room);
        const total = (of: readonly number[]): number => of.reduce((sum, n) => sum + n, 0);
        assert.equal(total(shared), Math.min(room, total(lengths)));
        for (const [i, n] of shared.entries()) {
          assert.ok(n <= lengths[i]!);
          for (const [j, m] of shared.entries()) if (lengths[i]! < lengths[j]!) assert.ok(n <= m);
        }
      }),
    );
  });
});

describe('numbers of 16 bits', () => {
  it('are read as IEEE 754 says', () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00, 0x3555, 0x8000);
    const [one, minusTwo, smallest, infinity, third, zero] = halfToFloat(halves);
    assert.deepEqual([one, minusTwo, smallest, infinity], [1, -2, 2 ** -24, Number.POSITIVE_INFINITY]);
    assert.ok(Math.abs(third! - 1 / 3) < 1e-3);
    assert.equal(zero, -0);
  });
});
