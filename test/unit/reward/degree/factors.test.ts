import assert from 'node:assert/strict';
import { factorsCsv, factorsText } from '../../../../src/cli/output/factorsText.ts';
import { styleFor } from '../../../../src/cli/output/style.ts';
import { equalContent } from '../../../../src/reward/degree/equalContent.ts';
import { factors } from '../../../../src/reward/degree/factors.ts';
import { factorTable } from '../../../../src/reward/degree/factorTable.ts';
import { holm } from '../../../../src/reward/degree/holm.ts';
import { styleFeatures } from '../../../../src/reward/features/style.ts';
import { Random } from '../../../../src/reward/random.ts';
import { sentence, type Written, written } from '../comparisons.ts';

describe('factors', () => {
  it('are all measured, each once', () => {
    const names = styleFeatures.map(({ name }) => name);
    for (const { feature } of factors) assert.ok(names.includes(feature), feature);
    assert.equal(new Set(factors.map(({ name }) => name)).size, factors.length);
  });

  it('are found where they were planted, per annotator, and no others', async () => {
    const random = new Random(3);
    // Responses alike but for brackets; one annotator prefers them in four of five, the other does not care.
    const rows = Array.from({ length: 300 }, (_, i): Written => {
      const text = `${sentence(random)} ${sentence(random)}`;
      const bracketed = text.replace('near the', '(near) the');
      const first = i % 2 === 0;
      const prefers = random.next() < 0.8;
      return {
        prompt: `Question ${i}`,
        a: first ? bracketed : text,
        b: first ? text : bracketed,
        votes: [
          ['likes', prefers === first ? 'a' : 'b'],
          ['any', random.next() < 0.5 ? 'a' : 'b'],
        ],
      };
    });
    const { groups, small } = await factorTable(written(...rows), { by: 'annotator', equalContent: true });
    assert.equal(small, 0);
    assert.deepEqual(groups.map(({ group, n }) => [group, n]).sort(), [
      [null, 600],
      ['any', 300],
      ['likes', 300],
    ]);
    const of = (name: string) => groups.find(({ group }) => group === name)!;
    const brackets = of('likes').factors.find(({ factor }) => factor === 'parentheses')!;
    assert.ok(Math.abs(brackets.tau.value - 0.6) < 0.12 && brackets.tau.low < 0.6 && brackets.tau.high > 0.6);
    assert.equal(brackets.differing, 300);
    // Two brackets also make a text longer; nothing else is beyond chance.
    const found = (name: string) => of(name).factors.flatMap(({ factor, pHolm }) => (pHolm < 0.05 ? [factor] : []));
    assert.deepEqual(new Set(found('likes')), new Set(['parentheses', 'length']));
    assert.deepEqual(found('any'), []);
  });

  it('have a tau that is (for - against) / all, and widen where labels of a prompt repeat one another', async () => {
    const rows = Array.from({ length: 60 }, (_, i): Written => {
      const prompt = `Question ${Math.floor(i / 10)}`;
      const longer = Math.floor(i / 10) % 3 !== 0;
      return { prompt, a: `A short answer ${i}.`, b: `A long and winding answer ${i}.`, label: longer ? 'b' : 'a' };
    });
    const together = await factorTable(written(...rows));
    const apart = await factorTable(written(...rows.map((row, i) => ({ ...row, prompt: `Question ${i}` }))));
    const length = (table: typeof together) => table.groups[0]!.factors.find(({ factor }) => factor === 'length')!.tau;
    assert.ok(Math.abs(length(together).value - 1 / 3) < 1e-12);
    assert.equal(length(together).n, 60);
    const ratio = (length(together).high - length(together).low) / (length(apart).high - length(apart).low);
    assert.ok(ratio > 2, `${ratio}`);
    const opposite = await factorTable(
      written(...rows.map(row => ({ ...row, label: row.label === 'a' ? ('b' as const) : ('a' as const) }))),
    );
    assert.ok(Math.abs(length(opposite).value + 1 / 3) < 1e-12);
  });

  it('are not certain where ten labels agree', async () => {
    const rows = Array.from({ length: 10 }, (_, i): Written => {
      return { prompt: `Question ${i}`, a: `A long and winding answer ${i}.`, b: `A short answer ${i}.`, label: 'a' };
    });
    const { tau } = (await factorTable(written(...rows))).groups[0]!.factors.find(({ factor }) => factor === 'length')!;
    assert.deepEqual([tau.value, tau.high], [1, 1]);
    assert.ok(Math.abs(tau.low - (2 * (10 / (10 + 1.959964 ** 2)) - 1)) < 1e-9, String(tau.low));
  });

  it('adjust p as Holm does', () => {
    assert.deepEqual(holm([0.01, 0.04, 0.03]), [0.03, 0.06, 0.06]);
    assert.deepEqual(holm([0.9, 0.8]), [1, 1]);
  });

  it('compare wording only where the content is the same', () => {
    assert.ok(equalContent('Save 20 euros today on all shoes', 'Today, save 20 euros on (all) shoes!'));
    assert.ok(!equalContent('Save 20 euros today on all shoes', 'Save 30 euros today on all shoes'));
    assert.ok(!equalContent('You may eat the red berries here', 'You may not eat the red berries here'));
    assert.ok(!equalContent('Save 20 euros today', 'A walk in the park'));
    assert.ok(!equalContent('', ''));
  });

  it('are written so that a terminal and a spreadsheet take them as text', async () => {
    const rows = Array.from(
      { length: 25 },
      (_, i): Written => ({
        prompt: `Question ${i}`,
        a: 'Short.',
        b: 'Longer than that.',
        votes: [['=cmd(),"x\u001b[2J"', 'b']],
      }),
    );
    const table = await factorTable(written(...rows), { by: 'annotator' });
    const text = factorsText(table, styleFor({ isTTY: false }, {}));
    assert.match(text, /length +1\.00\*/);
    assert.ok(!text.includes('\u001b'));
    assert.match(factorsCsv(table), /\r\n"'=cmd\(\),""x/);
    const none = await factorTable(written({ a: 'x', b: 'y', label: 'tie' }));
    assert.match(factorsText(none, styleFor({ isTTY: false }, {})), /No comparison has a label/);
  });
});
