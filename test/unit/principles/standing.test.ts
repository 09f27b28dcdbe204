import assert from 'node:assert/strict';
import { evaluateStanding, withoutVoter } from '../../../src/principles/evaluate/standing.ts';
import { standingMarkdown } from '../../../src/principles/evaluate/standingMarkdown.ts';
import type { Principle } from '../../../src/principles/principle.ts';
import { readConstitutionFile } from '../../../src/principles/read/readConstitutionFile.ts';
import { comparison } from './comparisons.ts';

const said = (id: string, what: string): Principle => ({
  id,
  text: `Select the response that ${what}.`,
  short: what,
  origin: 'measured',
});

describe('a constitution as it stands', () => {
  const comparisons = Array.from({ length: 40 }, (_, at) =>
    comparison(at, at < 20 ? `Write a poem ${at}` : `Say ${at}`, 'has a wave', 'has none', 'a'),
  );
  const principles = [said('one', 'is one'), said('two', 'is two'), said('three', 'is three')];
  /** The first is right on a quarter, the others are right where it is wrong, and wrong where it is right. */
  const votes = new Map([
    ['one', Int8Array.from(comparisons, (_, at) => (at < 10 ? 1 : -1))],
    ['two', Int8Array.from(comparisons, (_, at) => (at < 10 ? -1 : 1))],
    ['three', Int8Array.from(comparisons, (_, at) => (at < 10 ? -1 : 1))],
  ]);
  const standing = (text: string) => evaluateStanding(comparisons, readConstitutionFile(text), principles, votes, 1);

  it('is evaluated in all three ways, in its order and with its weights', () => {
    const { ways, n, decides, rules } = standing(
      '# Mine\nDecides: ranked\n1. [x] Select the response that is one (weight 5)\n2. select the response that is two\n3. [x] Select the response that is three.\n4. [ ] Select the response that is left out.',
    );
    assert.equal(n, 40);
    assert.equal(decides, 'ranked');
    assert.deepEqual([ways.plain.value, ways.ranked.value, ways.weighted.value], [0.75, 0.25, 0.25]);
    assert.deepEqual(
      rules.map(({ accuracy, relevance, voted }) => [accuracy, relevance, voted]),
      [
        [0.25, 1, 'measured'],
        [0.75, 1, 'measured'],
        [0.75, 1, 'measured'],
      ],
    );
  });

  it('votes by conditions and phrases that its sentences name', () => {
    const { rules, ways } = standing(
      '- When the prompt asks for creative writing, select the response that is one.\n- Select the response that mentions "wave".\n- Select the response that is nobody\'s.',
    );
    assert.deepEqual(
      rules.map(({ voted, relevance, accuracy }) => [voted, relevance, accuracy]),
      [
        ['measured', 0.5, 0.5],
        ['measured', 1, 1],
        [null, 0, 0.5],
      ],
    );
    assert.equal(ways.ranked.value, 0.75);
  });

  it('says which rules need somebody to vote on them', () => {
    const known = principles.map(({ text }) => text);
    const sentences = [
      'Select the response that is ONE',
      'Unless the prompt ends with a question, select the response that is two.',
      'When the prompt is odd, select the response that is two.',
      'Select the response that does not mention "wave".',
      'Be kind.',
    ];
    assert.deepEqual(withoutVoter(sentences, known), [sentences[2], sentences[4]]);
  });

  it('is written as a section', () => {
    const text = standingMarkdown(standing('# My *own*\n1. Select the response that is two.'), 'file.jsonl');
    assert.match(text, /## "My \\\*own\\\*" as it stands/u);
    assert.match(text, /- plain \(as it says\): 75\.0 % \(95 % interval/u);
    assert.match(text, /all its weights are equal/u);
  });
});
