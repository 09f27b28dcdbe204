import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { bendJson, type MadeJson, makeJson } from '../jsonMaker.ts';
import type { Random } from '../random.ts';
import { must, type Target } from '../target.ts';
import { readAsFile } from './reader.ts';
import { recordKeys } from './recordKeys.ts';

const fixtures = 'test/fixtures/formats';

function seedsOf(...extensions: readonly string[]): Buffer[] {
  const files = readdirSync(fixtures).filter(file => extensions.some(extension => file.endsWith(extension)));
  return files.map(file => {
    const text = readFileSync(join(fixtures, file), 'utf8');
    // A few records of each file are enough.
    return Buffer.from(file.endsWith('.json') ? text : text.split('\n').slice(0, 3).join('\n'));
  });
}

let known: readonly MadeJson[] | null = null;

/** Records of the fixtures, to be bent. */
function knownRecords(): readonly MadeJson[] {
  known ??= seedsOf('.jsonl').flatMap(text =>
    text
      .toString('utf8')
      .split('\n')
      .flatMap(line => {
        try {
          return [JSON.parse(line) as MadeJson];
        } catch {
          return [];
        }
      }),
  );
  return known;
}

function madeRecords(random: Random): MadeJson[] {
  const model = random.pick(knownRecords());
  return Array.from({ length: random.size(4) }, () =>
    random.chance(15) ? makeJson(random, recordKeys) : bendJson(model, random, recordKeys),
  );
}

const words = [
  ...recordKeys.map(key => `"${key}":`),
  '"a"',
  '"b"',
  '"tie"',
  '[',
  ']',
  '{',
  '}',
  'null',
  '1',
  ',',
  '\\"',
];

/** JSON Lines. */
export const jsonl: Target = {
  name: 'jsonl',
  holds: 'every line is a comparison or says why not; a decision changes what it is about, and the line stays JSON',
  words,
  mostBytes: 1 << 16,
  seeds: () => seedsOf('.jsonl'),
  make: random =>
    madeRecords(random)
      .map(record => JSON.stringify(record))
      .join(random.pick(['\n', '\r\n', '\n\n'])),
  open: () => ({ run: input => readAsFile(input, '.jsonl') }),
};

/** JSON arrays. */
export const json: Target = {
  name: 'json',
  holds: 'as jsonl; the records are the elements that JSON.parse gives',
  words,
  mostBytes: 1 << 16,
  seeds: () => [...seedsOf('.json'), '[]', '[1,"a]",{"b":[2]}]', ' [\n{"prompt":"p","chosen":"c","rejected":"r"}\n]\n'],
  make: random => JSON.stringify(madeRecords(random), null, random.pick([0, 0, 1, 2])),
  open: () => ({ run: input => readAsFile(input, '.json') }),
};

function separated(name: 'csv' | 'tsv', delimiter: ',' | '\t'): Target {
  return {
    name,
    holds: 'records are those that a CSV parser finds; quotes, line breaks and cells stay as they are',
    words: [...recordKeys.map(key => `${key}${delimiter}`), '"', '""', '"\n"', '\r\n', delimiter, `"${delimiter}"`],
    mostBytes: 1 << 16,
    seeds: () => [...seedsOf(`.${name}`), ['prompt', 'chosen', 'rejected\nx', 'y', 'z\n'].join(delimiter)],
    make: random => {
      const records = madeRecords(random).map(record => (typeof record === 'object' && record !== null ? record : {}));
      const names = [...new Set(records.flatMap(record => Object.keys(record)))];
      const cells = records.map(record =>
        names.map(key => {
          const value = (record as Record<string, MadeJson>)[key];
          return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
        }),
      );
      return Papa.unparse([names, ...cells], {
        delimiter,
        newline: random.pick(['\n', '\r\n']),
        quotes: random.chance(50),
      });
    },
    open: () => ({ run: input => readAsFile(input, `.${name}`) }),
  };
}

/** Comma- and tab-separated values. */
export const csv = separated('csv', ',');
export const tsv = separated('tsv', '\t');

must(existsSync(fixtures), `${fixtures} is not there: run this from the folder of the repository`);
