import assert from 'node:assert/strict';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import { groupSplit } from '../../../src/audit/groupSplit.ts';
import { columnGroups, groupingColumns } from '../../../src/reward/populations/columnGroups.ts';
import { plantedCrowd } from '../reward/populations/plantedCrowd.ts';
import { withoutTrees } from './withoutTrees.ts';

describe('labels split by a column', () => {
  it('have a head and principles of their own where the groups want different things, and none where they do not', async () => {
    const crowd = plantedCrowd(
      [
        { prefix: 'lists', people: 30, wants: 'list', follows: 0.9 },
        { prefix: 'prose', people: 10, wants: 'prose', follows: 0.9 },
      ],
      { units: 500, votesEach: 'one a pair', seed: 2 },
    );
    const comparisons = crowd.map((c, i) => ({
      ...c,
      source: c.annotations[0]!.annotator.startsWith('lists') ? 'north' : 'south',
      fields: { coin: i % 2 === 0, rare: i === 0 ? 'one' : null },
    }));
    const rows = comparisons.map(c => ({ kind: 'comparison' as const, row: c.row, line: c.line, comparison: c }));
    const audit = await auditDataset(rows, { file: 'crowd.jsonl', format: 'planted', seed: 0, models: withoutTrees });
    const { groups, small, leftOut } = await groupSplit(comparisons, audit, 'source');
    assert.deepEqual(
      groups.map(({ name }) => name),
      ['north', 'south'],
    );
    assert.equal(groups[0]!.n + groups[1]!.n, 500);
    assert.deepEqual([small, leftOut], [0, 0]);
    const [north, south] = groups;
    assert.ok(north!.own.value > 0.85 && south!.own.low > south!.single.high, JSON.stringify(groups));
    assert.ok(north!.principles.some(({ short, here, elsewhere }) => /list/.test(short) && here.low > elsewhere.high));
    // The same file with the group in the system message: the principle turns, and so does a pair that stands under both.
    const [first] = comparisons;
    const system = (i: number): string => (comparisons[i]!.source === 'north' ? 'Use lists.' : 'Write prose.');
    const asked = comparisons.map((c, i) => ({ ...c, prompt: [{ role: 'system', content: system(i) }, ...c.prompt] }));
    const other = { ...asked[0]!, row: 500, label: first!.label === 'a' ? ('b' as const) : ('a' as const) };
    const twice = [...asked, { ...other, prompt: [{ role: 'system', content: 'A third.' }, ...first!.prompt] }];
    const { context } = await groupSplit(twice, audit, 'system');
    assert.deepEqual([context.share!.value, context.share!.n, context.flips[0]!.rows], [1, 1, [0, 500]]);
    const coin = await groupSplit(comparisons, audit, 'coin');
    assert.deepEqual(
      coin.groups.map(({ principles }) => principles),
      [[], []],
    );
  }).timeout(60_000);

  it('are grouped by any field, by source, and by either model', () => {
    const [one, two] = plantedCrowd([{ prefix: 'p', people: 1, wants: 'list', follows: 1 }], {
      units: 2,
      votesEach: 2,
      seed: 1,
    });
    const comparisons = [
      { ...one!, a: { ...one!.a, model: 'small' }, b: { ...one!.b, model: 'large' }, fields: { age: 30 } },
      { ...two!, a: { ...two!.a, model: 'large' }, b: { ...two!.b, model: 'large' }, fields: { age: null } },
    ];
    assert.deepEqual(columnGroups(comparisons, 'model'), { names: ['large', 'small'], of: [[1, 0], [0]] });
    assert.deepEqual(columnGroups(comparisons, 'age'), { names: ['30'], of: [[0], []] });
    assert.deepEqual(columnGroups(comparisons, 'toString'), { names: [], of: [[], []] });
    assert.deepEqual(groupingColumns(comparisons), ['model']);
  });
});
