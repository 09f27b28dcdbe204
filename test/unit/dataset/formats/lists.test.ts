import assert from 'node:assert/strict';
import type { OpenOptions } from '../../../../src/dataset/dataset.ts';
import { parsePairPolicy } from '../../../../src/dataset/pairPolicy.ts';
import type { Row } from '../../../../src/dataset/row.ts';
import { writeDecision } from '../../../../src/dataset/writeDecision.ts';
import { judgement, undecided } from '../../../../src/edits/decision.ts';
import { comparisonOf, fixture, opened, rowsOf } from '../openFixture.ts';

const read = (file: string, pairs?: string): Promise<Row[]> => {
  const options: Partial<OpenOptions> = pairs === undefined ? {} : { pairs: parsePairPolicy(pairs) };
  return rowsOf(fixture(file), options);
};
const last = (row: Row | undefined): string[] => {
  const { a, b } = comparisonOf(row);
  return [a, b].map(({ messages }) => messages.at(-1)!.content);
};

describe('lists of responses', () => {
  it('give the best against the worst by default', async () => {
    assert.deepEqual(last((await read('nectar.jsonl'))[0]), ['A', 'B']);
    assert.deepEqual(last((await read('nemo-rl.jsonl'))[0]), ['Neon.', 'Iron.']);
    assert.deepEqual(last((await read('oasst.jsonl'))[0]), ['The Baltic.', 'A lake.']);
    assert.deepEqual(last((await read('samples.jsonl'))[0]), ['2', '3']);
    assert.deepEqual(last((await read('rewardbench2.jsonl'))[0]), ['c-a-t', 'k-a-t']);
    assert.deepEqual(last((await read('lipo.jsonl'))[0]), ['Lake Ladoga.', 'The sea.']);
    assert.deepEqual(
      (await read('lipo.jsonl')).map(row => comparisonOf(row).label),
      ['a', 'tie'],
    );
    assert.deepEqual(last((await read('pro.jsonl'))[1]), ['Knock, knock.', 'No.']);
    assert.equal(comparisonOf((await read('pro.jsonl'))[1]).prompt.length, 3);
  });

  it('read rank 1 of Nectar as the best, whatever some importers do, and its prompt without the empty turn', async () => {
    const comparison = comparisonOf((await read('nectar.jsonl'))[0]);
    assert.equal(comparison.label, 'a');
    assert.deepEqual(comparison.prompt, [{ role: 'user', content: 'Q' }]);
    assert.equal(comparison.source, 'somewhere');
  });

  it('rate UltraFeedback by the mean of its aspects, never by the overall score, and leave out what was not rated', async () => {
    const [row] = await read('ultrafeedback.jsonl');
    assert.deepEqual(last(row), ['A wren.', 'A stone.']);
    const { a, b, labelStrength } = comparisonOf(row);
    assert.deepEqual([a.score, b.score, labelStrength], [5, 1.25, 3.75]);
    assert.equal((await read('ultrafeedback.jsonl', 'all')).length, 3);
  });

  it('take PRISM turn by turn, go on with the answer that was chosen, and call equal scores a tie', async () => {
    const [first, second] = (await read('prism.jsonl')).map(comparisonOf);
    assert.deepEqual([first!.label, first!.labelStrength, first!.a.model], ['a', 70, 'm1']);
    assert.equal(second!.label, 'tie');
    assert.deepEqual(
      second!.prompt.map(message => message.content),
      ['Hi', 'Hello!', 'A joke?'],
    );
    assert.deepEqual([first!.listId, second!.listId], ['c1/1', 'c1/2']);
  });

  it('gather responses that lie apart in the file, and tell the line of the first', async () => {
    const rows = await read('prism-utterances.jsonl');
    assert.deepEqual(last(rows[0]), ['good', 'bad']);
    assert.deepEqual([rows[0]?.line, rows[1]?.line], [1, 2]);
    const alone = rows[1];
    assert.ok(alone?.kind === 'malformed');
    assert.match(alone.reason, /one response only/);
    assert.match(alone.text, /^{"utterance_id":"2"/);
    assert.deepEqual(last((await read('kto-messages.jsonl'))[0]), ['good', 'bad']);
  });

  it('make ties of equal ratings, but not of two responses that are both good', async () => {
    const labels = (await read('helpsteer-ratings.jsonl')).map(row => comparisonOf(row).label);
    assert.deepEqual(labels, ['a', 'tie']);
    const rows = await read('rewardbench2.jsonl', 'all');
    assert.equal(rows.length, 6, 'two chosen ones against three rejected ones');
  });

  it('keep what each worker said, and label by their majority', async () => {
    const rows = (await read('squality.jsonl', 'all')).map(comparisonOf);
    assert.deepEqual(
      rows.map(({ label, annotations, listId }) => [label, annotations.length, listId]),
      [
        ['a', 2, '9/1'],
        ['a', 2, '9/1'],
        ['tie', 2, '9/1'],
        ['a', 1, '9/2'],
      ],
    );
    assert.deepEqual(rows[0]!.annotations[0], { annotator: '1', label: 'a', strength: 1 });
  });

  it('share the bytes of their record among their rows, and never change it', async () => {
    const dataset = await opened(fixture('oasst.jsonl'), { pairs: { kind: 'all' } });
    try {
      assert.equal(dataset.rowCount, 3);
      assert.equal(dataset.writable.file, false);
      const bytes = await dataset.readBytes(0);
      assert.deepEqual(await dataset.readBytes(2), bytes);
      const rows = await dataset.read(0, 3);
      assert.deepEqual(rows.map(last), [
        ['The Baltic.', 'The sea.'],
        ['The Baltic.', 'A lake.'],
        ['The sea.', 'A lake.'],
      ]);
      assert.deepEqual(dataset.parse(2, bytes), rows[2]);
      assert.equal(new Set(rows.map(row => comparisonOf(row).key)).size, 3);
      assert.ok(rows.every(row => row.line === 1 && comparisonOf(row).listId === 'm1'));
      const written = writeDecision(bytes, { ...undecided, ...judgement('b', 'seen') }, dataset);
      assert.deepEqual(written, { bytes, notExpressed: ['a verdict on one pair of a list'] });
    } finally {
      await dataset.close();
    }
  });

  it('rank pictures, the lowest rank the best', async () => {
    const [row] = await read('hpd-ranked.jsonl');
    assert.deepEqual(last(row), ['[image: r2.jpg]', '[image: r3.jpg]']);
    assert.deepEqual(comparisonOf(row).a.messages[0]!.images, [{ kind: 'file', path: 'r2.jpg' }]);
  });
});
