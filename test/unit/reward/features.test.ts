import assert from 'node:assert/strict';
import fc from 'fast-check';
import { styleFeatures, styleOf } from '../../../src/reward/features/style.ts';
import { itemsOf } from '../../../src/reward/items.ts';
import { Pace } from '../../../src/reward/pace.ts';
import { dealFolds, partitionOf } from '../../../src/reward/partition.ts';
import { layoutOf } from '../../../src/reward/text/layout.ts';
import { textFacts } from '../../../src/reward/text/textFacts.ts';
import { wordsOf } from '../../../src/reward/text/words.ts';
import { written } from './comparisons.ts';

async function featuresOf(text: string, prompt = 'How do I keep bread fresh?'): Promise<Record<string, number>> {
  const items = itemsOf(written({ prompt, a: text, b: 'x' }));
  const { values } = await styleOf(items, new Pace());
  return Object.fromEntries(styleFeatures.map((feature, k) => [feature.name, values[k]!]));
}

describe('style features', function () {
  this.timeout(30_000);

  it('are at least forty, with distinct names', () => {
    assert.ok(styleFeatures.length >= 40);
    assert.equal(new Set(styleFeatures.map(f => f.name)).size, styleFeatures.length);
  });

  it('see what a reader sees', async () => {
    const f = await featuresOf(
      "I'm sorry, but I can't help with that.\n\n# Bread\n- one\n- two\n1. first\n```js\nx\n```\n| a | b |\nSee https://a.example. Do you want more?",
    );
    assert.equal(f['apology words'], Math.log1p(2));
    assert.equal(f['refuse words'], Math.log1p(2));
    assert.equal(f.bullets, Math.log1p(2));
    assert.equal(f['numbered items'], Math.log1p(1));
    assert.equal(f.headings, Math.log1p(1));
    assert.equal(f['code fences'], Math.log1p(2));
    assert.equal(f['table rows'], Math.log1p(1));
    assert.equal(f.links, Math.log1p(1));
    assert.equal(f['ends with a question'], 1);
    assert.ok(f['ask found in the response']! > 0 && f['ask found in the response']! < 1);
  });

  it('leave English lists alone in other languages', async () => {
    const german = await featuresOf(
      'Das Brot bleibt in einem Kasten aus Holz frisch, wenn man es in ein Tuch wickelt und jeden Tag davon isst.',
      'Wie bleibt Brot frisch, wenn man allein wohnt und wenig isst?',
    );
    for (const feature of styleFeatures.filter(f => f.english)) assert.equal(german[feature.name], 0, feature.name);
    assert.ok(german['log words']! > 2);
  });

  it('are finite for any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async text => {
        for (const [name, value] of Object.entries(await featuresOf(text))) assert.ok(Number.isFinite(value), name);
      }),
      { numRuns: 60 },
    );
  });

  it('take a hostile megabyte in work that grows with its length', () => {
    for (const unit of ['a', '#', '- ', '\n', '((((', '```\n', 'I can', '\ud83d', 'Human:\n', '1.', ' \t', '.\u0300']) {
      const facts = textFacts(unit.repeat(Math.ceil(1_000_000 / unit.length)));
      assert.ok(facts.words.characters >= 1_000_000);
    }
  });
});

describe('words', () => {
  it('keep apostrophes, fold case and cut scripts without spaces into characters', () => {
    const same = (x: string, y: string): void => assert.deepEqual([...wordsOf(x).hashes], [...wordsOf(y).hashes]);
    same('I’M fine', "i'm FINE");
    same('Größe ÉTÉ', 'größe été');
    assert.equal(wordsOf('今天天气').hashes.length, 4);
    assert.equal(wordsOf("don't stop - 3 times").hashes.length, 4);
  });

  it('count sentences and the first of them', () => {
    const layout = layoutOf('Version 1.5 works. Really? Yes!');
    assert.equal(layout.sentences, 3);
    assert.equal(layout.firstSentence, 17);
  });
});

describe('folds', () => {
  it('keep equal and near-duplicate prompts, and every row of a pair, together', () => {
    const long = 'Please explain to me how a sourdough starter is kept alive over many weeks without a fridge at home';
    const rows = Array.from({ length: 40 }, (_, i) => ({
      prompt: `Prompt ${i} is about number ${i * 7}`,
      a: `a${i}`,
      b: `b${i}`,
    }));
    const comparisons = written(
      ...rows,
      { prompt: 'Prompt 3 is about number 21', a: 'new', b: 'newer' },
      { prompt: long, a: 'p', b: 'q' },
      { prompt: `${long} please`, a: 'r', b: 's' },
      { prompt: 'Entirely another one', a: 'b5', b: 'a5' },
    );
    const { text, pair } = partitionOf(itemsOf(comparisons));
    assert.equal(text[40], text[3]);
    assert.equal(text[41], text[42]);
    assert.equal(pair[43], pair[5]);
    assert.equal(text[43], text[5]);
    assert.notEqual(text[0], text[1]);
    const folds = dealFolds(text, new Int8Array(text.length).fill(1), 5, 1);
    const sizes = Array.from({ length: 5 }, (_, k) => folds.of.filter(fold => fold === k).length);
    assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 2, sizes.join());
    for (let i = 0; i < text.length; i++) {
      for (let j = 0; j < i; j++) if (text[i] === text[j]) assert.equal(folds.of[i], folds.of[j]);
    }
  });

  it('keep the comparisons of a list together, for both kinds of members, though all prompts are alike', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ prompt: 'Which is better?', a: `a${i}`, b: `b${i}` }));
    const lists = rows.map((_, i) => (i < 30 ? `list ${i % 10}` : undefined));
    const { text, pair } = partitionOf(itemsOf(written(...rows)), lists);
    for (const groups of [text, pair]) {
      assert.equal(new Set(groups).size, 20);
      for (let i = 10; i < 30; i++) assert.equal(groups[i], groups[i - 10]);
      assert.equal(new Set(groups.subarray(30)).size, 10);
    }
  });

  it('group by pair where all prompts are alike', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ prompt: 'Which is better?', a: `a${i}`, b: `b${i}` }));
    const { text, rule } = partitionOf(itemsOf(written(...rows)));
    assert.equal(new Set(text).size, 40);
    assert.match(rule, /pair of texts|near-duplicate/);
  });
});
