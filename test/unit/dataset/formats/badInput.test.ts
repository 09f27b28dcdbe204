import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparisonOf, rowsOf } from '../openFixture.ts';

describe('lists and single responses in damaged files', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());
  let files = 0;
  const read = (text: string | Buffer) => {
    const path = folder.write(`bad-${++files}.jsonl`, text as string);
    return rowsOf(path, { storage: join(folder.path, 'storage') });
  };
  const kto = (prompt: string, completion: string, label: boolean): string =>
    JSON.stringify({ prompt, completion, label });

  it('keep a row for each broken line, with its place, text and cure, and pair the rest', async () => {
    const lines = [
      kto('Q', 'good', true),
      '{"prompt": "Q", "compl',
      '[1]',
      kto('Q', 'bad', false),
      '',
      kto('R', 'x', true),
    ];
    const rows = await read(lines.join('\r\n'));
    assert.deepEqual(
      rows.map(row => [row.kind, row.line]),
      [
        ['comparison', 1],
        ['malformed', 2],
        ['malformed', 3],
        ['malformed', 6],
      ],
    );
    const [pair, half, list, alone] = rows;
    assert.deepEqual(
      [comparisonOf(pair).a, comparisonOf(pair).b].map(side => side.messages[0]!.content),
      ['good', 'bad'],
    );
    assert.ok(half?.kind === 'malformed' && list?.kind === 'malformed' && alone?.kind === 'malformed');
    assert.deepEqual(
      [half.text, half.cure],
      ['{"prompt": "Q", "compl', 'Write the whole record on one line, or delete the line'],
    );
    assert.match(list.reason, /no response with a label/);
    assert.match(alone.reason, /one response only/);
  });

  it('keep texts as they are: escapes, lone surrogates, marks at the beginning, prompts that differ by a space', async () => {
    const lines = [kto('Q', 'a\u0000\ud800"\\', true), kto('Q', '\u2028😀', false), kto('Q ', 'alone', true)];
    const rows = await read(`\uFEFF${lines.join('\n')}`);
    const { a, b } = comparisonOf(rows[0]);
    assert.deepEqual([a.messages[0]!.content, b.messages[0]!.content], ['a\u0000\ud800"\\', '\u2028😀']);
    assert.equal(rows.length, 2);
  });

  it('say what is wrong with a ranking, and read the others', async () => {
    const ranking = (answers: unknown): string => JSON.stringify({ prompt: '\n\nHuman: Q\n\nAssistant: ', answers });
    const good = [
      { answer: 'A', rank: 1 },
      { answer: 'B', rank: 2 },
    ];
    const rows = await read(
      [
        ranking(good),
        ranking([{ answer: 'A', rank: 'first' }]),
        ranking([]),
        ranking([good[0]]),
        ranking(good),
        'no JSON',
      ].join('\n'),
    );
    assert.deepEqual(
      rows.map(row => (row.kind === 'malformed' ? row.reason : row.comparison.listId)),
      [
        'line 1',
        '`answers` number 1 has no text or no rank',
        'The list holds no response, so there is no pair',
        'The list holds one response only, so there is no pair',
        'line 5',
        'The line is not JSON',
      ],
    );
  });

  it('are not taken for lists where only a few records are', async () => {
    const pair = '{"prompt": "p", "chosen": "c", "rejected": "r"}';
    const rows = await read([pair, pair, pair, JSON.stringify({ answers: [{ answer: 'A', rank: 1 }] })].join('\n'));
    assert.equal(rows.filter(row => row.kind === 'comparison').length, 3);
    assert.ok(rows[3]?.kind === 'malformed' && /no `chosen`/.test(rows[3].reason));
  });
});
