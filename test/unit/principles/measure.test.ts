import assert from 'node:assert/strict';
import { bank } from '../../../src/principles/bank.ts';
import { formatRequests } from '../../../src/principles/measure/formatRequest.ts';
import { measure } from '../../../src/principles/measure/measure.ts';
import { measurePrompt } from '../../../src/principles/measure/promptMeasures.ts';
import { vote } from '../../../src/principles/vote.ts';

describe('measure', () => {
  it('counts words, sentences and paragraphs', () => {
    const text = measure('It costs 3.5 euros, e.g. at Smith & Co. Fine!\n\nBuy two.');
    assert.equal(text.words, 13);
    assert.equal(text.sentences, 3);
    assert.equal(text.paragraphs, 2);
  });

  it('leaves code blocks out of the words, an open one too', () => {
    const text = measure('See:\n```js\n// maybe sorry\nlet x\n```\nand\n```\nopen');
    assert.equal(text.words, 2);
    assert.equal(text.codeBlocks, 2);
    assert.equal(text.namedCodeBlocks, 1);
    assert.equal(text.phrases.apology, 0);
    assert.equal(text.endsCleanly, false);
  });

  it('tells languages and scripts apart', () => {
    assert.equal(measure('The cat is on the mat and it is not in the box.').language, 'en');
    assert.equal(measure('Die Katze ist auf der Matte und nicht in dem Korb.').language, 'de');
    assert.equal(measure('Le chat est sur le tapis et il ne dort pas dans la maison.').language, 'fr');
    assert.equal(measure('猫がマットの上にいます。').language, 'ja');
    assert.equal(measure('Кошка сидит на коврике.').language, 'cyrillic');
    assert.equal(measure('12345').language, 'und');
    assert.equal(measure('Ok').english, true);
    assert.equal(measure('Größe').english, false);
  });

  it('counts markup and role markers left in the text', () => {
    assert.equal(measure('Salt &amp; pepper<br>\n\nHuman').debris, 3);
    assert.equal(measure('Fine.\n\nHuman: and then?').debris, 1);
    assert.equal(measure('Human rights\nHuman beings & others: a < b').debris, 0);
  });

  it('understands typographic apostrophes', () => {
    assert.equal(measure('I’m sorry, I can’t help with that.').refusal, true);
  });

  it('finds refusals near the start only', () => {
    assert.equal(measure(`${'Take the road to the left. '.repeat(20)} I can't help.`).refusal, false);
  });

  // Patterns that backtrack would take hours here; the suite's limit is a minute.
  for (const piece of [
    'a',
    ' ',
    '\n',
    '*',
    '`',
    '|',
    '"',
    '(A',
    '1',
    '- ',
    '#',
    'a.',
    '&',
    '<',
    '😀',
    '[1',
    "a'",
    '\t',
    'i ',
    '漢',
    '1.',
    '>',
    '\u0301',
    'www.',
    ':',
  ]) {
    it(`measures a megabyte of ${JSON.stringify(piece)}`, () => {
      const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
      const prompt = measurePrompt([{ role: 'user', content: text }]);
      const pair = { prompt, a: measure(text), b: measure('') };
      for (const principle of bank) vote(principle, pair);
    });
  }
});

describe('formatRequests', () => {
  const obeys = (prompt: string, response: string): boolean[] =>
    formatRequests(prompt).map(request => request.obeyed(measure(response)));

  it('finds what is asked for', () => {
    const names = (prompt: string): string[] => formatRequests(prompt).map(({ name }) => name);
    assert.deepEqual(names('Reply in JSON.'), ['JSON']);
    assert.deepEqual(names('List five fruits that are red'), ['5 items']);
    assert.deepEqual(names('Explain it in at most 50 words'), ['at most 50 words']);
    assert.deepEqual(names('Write a 200-word essay on tea'), ['about 200 words']);
    assert.deepEqual(names('Describe the sea in two sentences'), ['2 sentences']);
    assert.deepEqual(names('Answer in one word'), ['one word']);
    assert.deepEqual(names('Answer with yes or no'), ['yes or no']);
    assert.deepEqual(names('Write it in all lowercase'), ['lower case']);
    assert.deepEqual(names('Write a function that adds two numbers'), ['code']);
    assert.deepEqual(names('How was your day? I slept five hours.'), []);
  });

  it('checks it', () => {
    assert.deepEqual(obeys('Reply in JSON.', '```json\n{"a": 1}\n```'), [true]);
    assert.deepEqual(obeys('Reply in JSON.', '{"a": 1'), [false]);
    assert.deepEqual(obeys('List three fruits', '1. fig\n2. pear\n3. plum'), [true]);
    assert.deepEqual(obeys('List three fruits', '1. fig\n2. pear'), [false]);
    assert.deepEqual(obeys('Explain it in at most 5 words', 'one two three four five six'), [false]);
    assert.deepEqual(obeys('Describe the sea in two sentences', 'It is wide. It is deep.'), [true]);
    assert.deepEqual(obeys('Write it in all lowercase', 'Yes'), [false]);
  });
});
