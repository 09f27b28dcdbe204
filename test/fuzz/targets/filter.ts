import { join } from 'node:path';
import { holdsWords, wordsOf } from '../../../src/engine/wordSearch.ts';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { TableError } from '../../../src/table/tableError.ts';
import { facts } from '../../unit/table/facts.ts';
import type { Random } from '../random.ts';
import { must, type Target, unlessLater } from '../target.ts';

const rows = 20;
const columns = ['row', 'line', 'p', 'chars_a', 'chars_b', 'label', 'annotator', 'findings', 'fields', 'verdict', 'x'];
const operators = [
  '=',
  '<',
  '>',
  '<>',
  'and',
  'or',
  'like',
  'ilike',
  'in',
  'is null',
  '+',
  '||',
  '->>',
  '::',
  'between',
];
const values = [
  '1',
  "'a'",
  'null',
  '0.5',
  "'2020-01-01'::date",
  '[1,2]',
  "{'a': 1}",
  'true',
  "E'\\x00'",
  '$$x$$',
  '1e308',
];
const calls = [
  ...['lower', 'length', 'abs', 'list_contains', 'count', 'sum', 'regexp_matches', 'repeat', 'range', 'unnest'],
  ...['json_extract', 'array_agg', 'coalesce', 'printf', 'read_csv', 'read_text', 'glob', 'getenv', 'pragma_version'],
  ...[
    'current_setting',
    'duckdb_settings',
    'nextval',
    'query',
    'list_transform',
    'generate_series',
    'random',
    'sha256',
  ],
];
const statements = [
  ...['select', 'from v', 'from store.facts', 'where', 'union', 'with x as', 'attach', 'copy v to', 'install httpfs'],
  ...[
    'load',
    'set threads=1',
    'pragma',
    'drop table store.facts',
    'delete from',
    'update',
    ';',
    '--',
    '/*',
    '*/',
    'row',
  ],
  ...['exists (select 1 from v)', 'order by', 'limit 1', 'qualify', 'over ()', 'lambda x:', 'case when', 'end', '*'],
];

function makeCondition(random: Random, depth = 3): string {
  const part = (): string => (depth <= 0 ? random.pick([...columns, ...values]) : makeCondition(random, depth - 1));
  switch (random.below(7)) {
    case 0:
      return random.pick(columns);
    case 1:
      return random.pick(values);
    case 2:
      return `(${part()})`;
    case 3:
      return `${random.pick(calls)}(${Array.from({ length: random.size(3) - 1 }, part).join(', ')})`;
    case 4:
      return `${random.pick(statements)} ${part()}`;
    default:
      return `${part()} ${random.pick(operators)} ${part()}`;
  }
}

/** SQL conditions. */
export const filter: Target = {
  name: 'filter',
  holds: 'a condition gives rows or an error in words; the table, its settings and the disk stay as they are',
  words: [...columns, ...operators, ...values, ...calls.map(call => `${call}(`), ...statements, '(', ')', "'", '"'],
  mostBytes: 4000,
  seeds: () => ['p < 0.2', "label = 'a' and chars_a > 2 * chars_b", "list_contains(findings, 'leak')", 'row in (1, 2)'],
  make: random => makeCondition(random),
  open: async folder => {
    const storage = join(folder, 'table');
    const table = await ComparisonTable.open({ storage, threads: 1, memory: '200MB', conditionTimeout: 200 });
    await table.addFacts(Array.from({ length: rows }, (_, row) => facts(row, { scoreB: row })));
    const all = await table.rows({});
    let run = 0;
    return {
      run: async input => {
        const text = input.toString('utf8');
        const found = await unlessLater(async () => {
          const condition = await table.check(text);
          return table.rows({ condition });
        }, TableError);
        for (const row of found ?? []) must(all.includes(row), `row ${row} is none of the table`);
        if (run++ % 32 !== 0) return;
        must((await table.rows({})).length === rows, 'the table has lost rows');
        must((await table.keysAndLabels([0]))[0]?.label === 'a', 'a label has changed');
      },
      close: () => table.close(),
    };
  },
};

/** Plain words. */
export const words: Target = {
  name: 'words',
  holds: 'every text holds its own words',
  words: ['"', ' ', '""', '" "', 'İ', 'ß'],
  mostBytes: 1 << 14,
  seeds: () => ['two words', '"a phrase" more', '"open', '" "'],
  open: () => ({
    run: input => {
      const text = input.toString('utf8');
      const found = wordsOf(text);
      must(
        found.every(word => word !== '' && word === word.trim()),
        'a word is blank',
      );
      const row = { kind: 'malformed', row: 0, line: 1, key: '', text, reason: '', cure: '' } as const;
      must(holdsWords(row, found), 'a text does not hold its own words');
    },
  }),
};
