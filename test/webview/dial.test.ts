import assert from 'node:assert/strict';
import { windowRequest } from '../../src/protocol/reading.ts';
import type { Dial } from '../../src/protocol/view.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { Harness, type OpenedPage } from './harness.ts';
import { shots } from './shots.ts';

const hostile = 'safe "<b>';

/** Labels that follow `helpful`; the second objective is against it on every other row. */
const records = Array.from({ length: 60 }, (_, i) => ({
  prompt: `Question ${i}: what is ${i} and ${i}?`,
  response_a: `It is ${2 * i}, and that is all.`,
  response_b: `Add ${i} to ${i}${' once more'.repeat(i % 4)}.`,
  label: i % 3 === 0 ? 'b' : 'a',
  helpful_a: i % 3 === 0 ? 1 : 4,
  helpful_b: i % 3 === 0 ? 3 + (i % 5) : 2,
  [`${hostile}_a`]: i % 2 === 0 ? 1 : 3,
  [`${hostile}_b`]: 2,
}));

describe('the dial in the page', function () {
  this.timeout(120_000);
  let harness: Harness;
  let opened: OpenedPage;

  before(async () => {
    harness = await Harness.start();
    opened = await harness.open(records, { audit: true });
    await opened.press('t');
    await opened.page.locator('[data-action=dial]').click();
    await opened.page.locator('.dial').waitFor();
  });
  after(async () => {
    assert.deepEqual(opened.wrong, []);
    await opened.close();
    await harness.stop();
  });

  const weight = (column: string) => opened.page.locator(`.dial input[data-column="${column}"]`);
  const dial = (): Dial | undefined => opened.host.states.at(-1)?.view.filter.dial;
  const safe = 'objective_safe___b_';
  const row = (index: number) => opened.page.locator(`.table-row[aria-rowindex="${index + 2}"]`);
  const total = async (which: Dial): Promise<number> =>
    (
      await opened.host.request(windowRequest, {
        view: { filter: { dial: which }, sort: 'position' },
        start: 0,
        count: 0,
      })
    ).total;

  it('begins at the direction that the labels follow, and ranks by it', async () => {
    await eventually(() => assert.equal(opened.host.states.at(-1)?.view.sort, 'direction'));
    const weights = dial()!.weights;
    assert.deepEqual(Object.keys(weights).sort(), ['objective_helpful', safe]);
    assert.ok(weights.objective_helpful! > 0.9, JSON.stringify(weights));
    await opened.page.locator('.table-row.head [data-column=direction][aria-sort=ascending]').waitFor();
    await opened.page.locator('.table-row.head [data-column=objective_helpful]').waitFor();
    const counts = opened.page.locator('[data-part=dial-counts]');
    await eventually(async () => assert.match((await counts.textContent())!, /\d+ % of 60 labels agree, \d+ do not/));
    assert.equal(await opened.page.locator('.dial b').count(), 0, 'names of the file are text');
  });

  it('follows the keyboard while it is turned', async () => {
    await weight('objective_helpful').focus();
    await opened.press('Home', 'ArrowRight');
    await eventually(() => assert.equal(dial()?.weights.objective_helpful, -0.95));
    await weight(safe).focus();
    await opened.press('End');
    await eventually(() => assert.deepEqual(dial()?.weights, { objective_helpful: -0.95, [safe]: 1 }));
    // The first row is the one that the direction is most against.
    const first = await opened.host.request(windowRequest, {
      view: { filter: { dial: dial()! }, sort: 'direction' },
      start: 0,
      count: 60,
      columns: ['objective_helpful', safe],
    });
    const margins = first.items.map(
      ({ cells }) => (-0.95 * Number(cells!.objective_helpful) + Number(cells![safe])) / Math.hypot(0.95, 1),
    );
    assert.deepEqual(
      margins,
      margins.toSorted((x, y) => x - y),
    );
    await eventually(async () =>
      assert.match((await row(0).textContent())!, new RegExp(`Question ${first.items[0]!.row}:`)),
    );
    await eventually(async () =>
      assert.match((await row(0).textContent())!, new RegExp(margins[0]!.toFixed(1).replace('-', '−'))),
    );
  });

  it('shows only labels with or against the direction, and how many there are', async () => {
    const which = opened.page.getByRole('combobox', { name: 'Which labels' });
    await which.selectOption('against');
    await eventually(() => assert.equal(dial()?.show, 'against'));
    const against = await total({ ...dial()!, show: 'against' });
    const agreeing = await total({ ...dial()!, show: 'with' });
    assert.equal(against + agreeing, 60);
    assert.ok(against > 0 && agreeing > 0);
    await eventually(async () =>
      assert.match(await opened.page.locator('.position').innerText(), new RegExp(`of ${against}\\b`)),
    );
    await eventually(async () =>
      assert.match(
        (await opened.page.locator('[data-part=dial-counts]').textContent())!,
        new RegExp(`, ${against} do not`),
      ),
    );
    await which.selectOption('all');
  });

  it('says that a direction needs a weight, and refuses what is no objective', async () => {
    await opened.page.locator('[data-action=dial-alike]').click();
    await eventually(() => assert.deepEqual(dial()?.weights, { objective_helpful: 1, [safe]: 1 }));
    const refused = async (weights: Dial['weights']): Promise<string> =>
      total({ weights, show: 'with' }).then(
        () => '',
        (error: Error) => error.message,
      );
    assert.match(await refused({ objective_helpful: 0 }), /needs a weight that is not 0/);
    assert.match(await refused({ 'p" > 0 or 1=1 --': 1 }), /no objective in the column/);
    assert.match(await refused({ p: 1 }), /no objective in the column "p"/);
    assert.match(await refused({ objective_helpful: Number.POSITIVE_INFINITY }), /needs a weight|no objective/);
  });

  it('has nothing that axe finds serious', async () => {
    await opened.page.locator('.table-rows .table-row').first().waitFor();
    await shots(opened.page, 'dial');
    assert.deepEqual(await axeFaults(opened.page), []);
  });

  it('is taken off with its order, and hidden while verdicts are blind', async () => {
    await opened.page.locator('[data-action=dial]').click();
    await eventually(() => assert.deepEqual(opened.host.states.at(-1)?.view, { filter: {}, sort: 'position' }));
    await opened.page.locator('.dial').waitFor({ state: 'detached' });
    await opened.page.locator('[data-action=dial]').click();
    await opened.page.locator('.dial').waitFor();
    await opened.page.locator('.table').focus();
    await opened.press('b');
    await opened.page.locator('.dial').waitFor({ state: 'detached' });
    await eventually(async () => assert.equal(await opened.page.locator('[data-action=dial]').count(), 0));
    await eventually(() => assert.equal(dial(), undefined));
    await opened.press('b');
  });
});
