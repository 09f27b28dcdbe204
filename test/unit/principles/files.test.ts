import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readConstitutionFile } from '../../../src/principles/read/readConstitutionFile.ts';
import { matchVotes } from '../../../src/principles/votes/matchVotes.ts';
import { readAnnotatedPairs } from '../../../src/principles/votes/readAnnotatedPairs.ts';
import { annotatedPairs, annotatorId, pairId } from '../../../src/principles/write/annotatedPairs.ts';
import { writeConstitutionFile } from '../../../src/principles/write/constitutionFile.ts';
import { judgePrompt } from '../../../src/principles/write/judgePrompt.ts';
import { comparison } from './comparisons.ts';

describe('constitution.md', () => {
  it('is read back as it was written', () => {
    const sentence = fc
      .array(fc.constantFrom('warns', 'is', 'calm,', '(mostly)', 'größer', 'a "b"', '100 %', '[x]', '*bold*'), {
        minLength: 1,
        maxLength: 6,
      })
      .map(words => `Select the response that ${words.join(' ')}.`);
    const rule = fc.record(
      {
        text: sentence,
        checked: fc.boolean(),
        weight: fc.integer({ min: 1, max: 9999 }).map(whole => whole / 1000),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(rule, { selector: ({ text }) => text.toLowerCase(), maxLength: 12 }),
        fc.constantFrom('plain' as const, 'ranked' as const, 'weighted' as const),
        (rules, decides) => {
          const file = { title: 'Constitution of my file', decides, rules };
          assert.deepEqual(readConstitutionFile(writeConstitutionFile(file)), { ...file, problems: [] });
        },
      ),
    );
  });

  it('counts rules that differ in their spaces alone as one, and takes any number of spaces', () => {
    const { rules, problems } = readConstitutionFile('1. be  short\n2. be\tshort\n');
    assert.deepEqual(
      rules.map(({ text }) => text),
      ['be short'],
    );
    assert.equal(problems.length, 1);
    const padded = `1. be${' '.repeat(1_000_000)}short`;
    assert.deepEqual(
      readConstitutionFile(padded).rules.map(({ text }) => text),
      ['be short'],
    );
  });

  it('reads what people write, and says what it could not take', () => {
    const read = readConstitutionFile(
      [
        '# Ours',
        'Some prose - with a dash.',
        'Decides: ranked',
        '* Select the response that is kind.',
        '- [ ] Select the response that is long',
        '3) [X] Be brief (weight 2)',
        '4. [x] Be brief',
        '5. [x] Odd (weight -3)',
        'Decides: sometimes',
      ].join('\r\n'),
    );
    assert.equal(read.title, 'Ours');
    assert.equal(read.decides, 'ranked');
    assert.deepEqual(read.rules, [
      { text: 'Select the response that is kind.', checked: true, weight: 1 },
      { text: 'Select the response that is long', checked: false, weight: 1 },
      { text: 'Be brief', checked: true, weight: 2 },
    ]);
    assert.deepEqual(
      read.problems.map(({ line }) => line),
      [7, 8, 9],
    );
  });
});

describe('judgePrompt', () => {
  it('holds the checked rules only', () => {
    const rules = [
      { text: 'Select the response that warns.', checked: true, weight: 1 },
      { text: 'Select the response that shouts.', checked: false, weight: 1 },
    ];
    const prompt = judgePrompt({ title: '', decides: 'ranked', rules });
    assert.match(prompt, /1\. Select the response that warns\./u);
    assert.doesNotMatch(prompt, /shouts/u);
    assert.match(prompt, /first rule that applies/u);
  });
});

describe('annotatedPairs', () => {
  const principle = {
    id: 'warns',
    text: 'Select the response that warns.',
    short: 'warns',
    origin: 'measured',
  } as const;
  const pairs = [
    comparison(0, 'Why?', 'So.', 'Thus – ü 😀', 'b', { annotations: [{ annotator: 'ann', label: 'a' }] }),
    comparison(1, 'Why not?', 'Yes.', 'No.', 'tie'),
    comparison(2, 'Why not?', 'Yes.', 'No.', 'a'),
  ];
  const options = { dataset: 'mine', description: 'x', created: '2026-01-01T00:00:00Z' };
  const text = [...annotatedPairs(pairs, [principle], new Map([['warns', Int8Array.of(-1, 0, 1)]]), options)].join('');

  it('writes version 2.0 with metadata first', () => {
    const document = JSON.parse(text);
    assert.deepEqual(Object.keys(document), ['metadata', 'annotators', 'comparisons']);
    assert.equal(document.metadata.version, '2.0');
    assert.equal(document.metadata.default_annotator, 'ba751e7b');
    assert.equal(document.annotators[annotatorId(principle.text)].type, 'principle');
    const [first, second, ...more] = document.comparisons;
    assert.equal(more.length, 0);
    assert.deepEqual(first.annotations[annotatorId(principle.text)], { pref: 'b' });
    assert.deepEqual(first.annotations.ba751e7b, { pref: 'b' });
    assert.deepEqual(second.annotations[annotatorId(principle.text)], { pref: null, no_pref_reason: 'not_applicable' });
    assert.deepEqual(second.annotations.ba751e7b, { pref: null, no_pref_reason: 'both' });
  });

  it('hashes as Python does', () => {
    // python3: md5('Why?|' + dumps({'text': 'So.'}, sort_keys=True) + '|' + dumps({'text': 'Thus – ü 😀'})).hexdigest()[:8]
    assert.equal(pairId('Why?', { text: 'So.' }, { text: 'Thus – ü 😀' }), '86ad0e17');
  });

  it('says what is wrong with a file that is no JSON, however deep it is', () => {
    assert.throws(() => readAnnotatedPairs('[1,\n2', 'mine.json'), /mine\.json:2: the file is no JSON/);
    assert.throws(() => readAnnotatedPairs('['.repeat(500_000), 'mine.json'), /mine\.json: the file is no JSON/);
  });

  it('is read back with the votes it was written with', () => {
    const file = readAnnotatedPairs(text, 'mine.json');
    assert.deepEqual(file.principles, [principle.text]);
    // The second and third comparison have the same texts; one was written.
    const { principles, matched } = matchVotes(pairs, file);
    assert.equal(matched.size, 3);
    assert.deepEqual([...principles[0]!.votes], [-1, 0, 0]);
  });
});
