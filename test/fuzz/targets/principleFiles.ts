import { isDeepStrictEqual } from 'node:util';
import { DatasetError } from '../../../src/dataset/datasetError.ts';
import { fieldMapText } from '../../../src/dataset/mapping/fieldMapText.ts';
import { parseFieldMap } from '../../../src/dataset/parseFieldMap.ts';
import { readConstitutionFile } from '../../../src/principles/read/readConstitutionFile.ts';
import { csvRecords } from '../../../src/principles/votes/csvRecords.ts';
import { pythonStrings, pythonVotes } from '../../../src/principles/votes/pythonLiteral.ts';
import { readAnnotatedPairs } from '../../../src/principles/votes/readAnnotatedPairs.ts';
import { writeConstitutionFile } from '../../../src/principles/write/constitutionFile.ts';
import { bendJson } from '../jsonMaker.ts';
import { must, type Target, unless } from '../target.ts';

/** Constitutions that people write. */
export const constitution: Target = {
  name: 'constitution',
  holds: 'rules are read in linear time, and a constitution that is written is read as it was',
  words: [
    '# ',
    '1. ',
    '- [x] ',
    '* [ ] ',
    ' (weight 2)',
    'Decides: ranked',
    'Select the response that',
    '\n',
    '\u00a0',
  ],
  mostBytes: 1 << 18,
  seeds: () => [
    '# Rules\n\nDecides: weighted\n\n1. [x] Select the response that is short (weight 2)\n2. [ ] be kind\n- a\n',
  ],
  open: () => ({
    run: input => {
      const { problems, ...read } = readConstitutionFile(input.toString('utf8'));
      must(
        problems.every(({ line }) => line >= 1),
        'a problem without its line',
      );
      const { problems: left, ...again } = readConstitutionFile(writeConstitutionFile(read));
      must(left.length === 0, 'what is written has problems');
      must(again.rules.length === read.rules.length, `${read.rules.length} rules become ${again.rules.length}`);
      must(again.decides === read.decides, 'another way to decide');
      const checks = (rules: typeof read.rules): boolean[] => rules.map(({ checked }) => checked);
      must(isDeepStrictEqual(checks(again.rules), checks(read.rules)), 'other rules are checked');
    },
  }),
};

const document = {
  metadata: { version: '2.0' },
  annotators: { p1: { type: 'principle', description: 'Select the response that is short' }, h: { type: 'human' } },
  comparisons: [
    { prompt: 'p', response_a: { text: 'x' }, response_b: 'y', annotations: { p1: { pref: 'a' }, h: { pref: 'b' } } },
  ],
};

/** Votes of principles from elsewhere. */
export const votes: Target = {
  name: 'votes',
  holds: 'votes are read, or the error says where they are wrong',
  words: [
    "{0: True, 1: None, 2: 'invalid'}",
    "['one', \"it's\"]",
    '\\x41',
    '\\u00e9',
    '\\U0001F600',
    '\\',
    "'",
    '"',
    ', ',
    '1: ',
  ],
  mostBytes: 1 << 16,
  seeds: () => [
    "{0: True, 1: None, 2: 'invalid'}",
    "['one', \"it's two\", '\\U0001F600']",
    JSON.stringify(document),
    'a,"b\n"\n1,2\n',
  ],
  make: random =>
    JSON.stringify(bendJson(document, random, ['annotators', 'comparisons', 'type', 'pref', '__proto__'])),
  open: () => ({
    run: input => {
      const text = input.toString('utf8');
      pythonStrings(text);
      for (const number of pythonVotes(text)?.keys() ?? []) must(number >= 0, 'a principle without a number');
      unless(() => csvRecords(text, 'x.csv', 'Write it again'), DatasetError);
      const read = unless(() => readAnnotatedPairs(text, 'x.json'), DatasetError);
      for (const pair of read?.pairs ?? []) must(pair.votes.length === read?.principles.length, 'a pair lacks votes');
    },
  }),
};

/** Which field is what, as users write it. */
export const fieldMap: Target = {
  name: 'fieldmap',
  holds: 'a field map is read or the error shows an example; what is read, written out, reads the same',
  words: [
    'prompt=',
    'chosen=',
    'rejected=',
    'a=',
    'b=',
    'label=',
    'a_is=',
    'tie_is=',
    ',',
    '\\',
    '+',
    '__proto__',
    '/',
  ],
  mostBytes: 1 << 14,
  seeds: () => ['prompt=question,a=r1,b=r2,label=winner,a_is=0,b_is=1', 'chosen=x\\,y,rejected=\\ z'],
  open: () => ({
    run: input => {
      const map = unless(() => parseFieldMap(input.toString('utf8')), SyntaxError);
      if (map !== undefined)
        must(isDeepStrictEqual(parseFieldMap(fieldMapText(map)), map), 'a map reads otherwise once it is written');
    },
  }),
};
