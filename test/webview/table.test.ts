import assert from 'node:assert/strict';
import { assertEventually } from './assertEventually.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { everyday } from './records.ts';
import { usePages } from './usePages.ts';

const records = [
  ...everyday.map((record, i) => ({ ...record, source: i % 2 === 0 ? 'web' : 'forum' })),
  'no record',
  ...Array.from({ length: 300 }, (_, i) => ({
    prompt: `What is ${i} and ${i}?`,
    chosen: `It is ${2 * i}.${' Indeed.'.repeat(i % 7)}`,
    rejected: 'Ask somebody else.',
    source: 'sums',
  })),
];

describe('the table in the page', () => {
  const pages = usePages();
  let opened: OpenedPage;

  const openTable = async (audit = false): Promise<void> => {
    opened = await pages.open(records, { audit });
    await opened.press('t');
    await opened.page.locator('.table-rows .table-row').first().waitFor();
    await opened.page.locator('.table').focus();
  };
  const head = (name: string) => opened.page.locator(`.table-row.head [data-column=${name}]`);
  const row = (index: number) => opened.page.locator(`.table-row[aria-rowindex="${index + 2}"]`);
  const current = () => opened.page.locator('.table-row.current');
  const isAt = (index: number) => opened.page.locator(`.table-row.current[aria-rowindex="${index + 2}"]`).waitFor();
  const selected = () => opened.page.locator('[data-part=selected]');

  it('shows values of columns, and draws only what is in sight', async () => {
    await openTable(true);
    await head('p').waitFor();
    await row(0).locator('.cell', { hasText: 'web' }).waitFor();
    await eventually(async () =>
      assert.equal(await opened.page.locator('.table').getAttribute('aria-rowcount'), '310'),
    );
    await eventually(async () => assert.ok((await opened.page.locator('.table-row').count()) < 60));
    await row(8).locator('.cell', { hasText: 'malformed' }).waitFor();
  });

  it('is walked by arrows, Page Down, Home and End, and opened by Enter', async () => {
    await openTable();
    await isAt(0);
    await opened.press('ArrowDown', 'ArrowDown', 'ArrowUp');
    await isAt(1);
    await opened.press('End');
    await isAt(308);
    await row(308).locator('.cell', { hasText: 'What is 299 and 299?' }).waitFor();
    await opened.press('PageUp');
    await assertEventually(async () => Number(await current().getAttribute('aria-rowindex')) < 300);
    await opened.press('Home');
    await isAt(0);
    await opened.press('ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown');
    const table = opened.page.locator('.table');
    await isAt(2);
    await eventually(async () => assert.equal(await table.getAttribute('aria-activedescendant'), 'cell-2-2'));
    await opened.press('Enter');
    await opened.page.getByLabel('Comparison of line 3', { exact: true }).waitFor();
    await opened.press('t');
    await isAt(2);
  });

  it('is ordered by a click on any head, and by the keyboard', async () => {
    await openTable();
    await head('chars_a').click();
    await opened.page.locator('[data-column=chars_a][aria-sort=ascending]').waitFor();
    await head('chars_a').click();
    await opened.page.locator('[data-column=chars_a][aria-sort=descending]').waitFor();
    const first = async () =>
      Number(((await row(0).locator('.cell.number').nth(1).textContent()) ?? '0').replace(',', ''));
    const next = async () =>
      Number(((await row(1).locator('.cell.number').nth(1).textContent()) ?? '0').replace(',', ''));
    await assertEventually(async () => (await first()) > 0 && (await first()) >= (await next()));
    await eventually(async () =>
      assert.match((await opened.page.locator('.sort').textContent()) ?? '', /chars_a, falling/),
    );
    // From the page too, and the other way round.
    await opened.page.locator('.sort').evaluate(list => {
      (list as HTMLSelectElement).value = 'reverse';
      list.dispatchEvent(new Event('change'));
    });
    await opened.page.locator('[data-column=chars_a][aria-sort=ascending]').waitFor();
    await opened.page.locator('.sort').evaluate(list => {
      (list as HTMLSelectElement).value = 'column:turns';
      list.dispatchEvent(new Event('change'));
    });
    await assertEventually(() => opened.host.states.at(-1)?.view.sort === 'column:turns');
    await opened.page.locator('.table').focus();
    // To the heads: up from the first row.
    await opened.press('Home');
    await isAt(0);
    await opened.press('ArrowUp', 'Enter');
    await opened.page.locator('.table[aria-activedescendant^=cell-head]').waitFor();
  });

  it('has its columns put elsewhere by keyboard and by pointer, and keeps that', async () => {
    await openTable();
    const { page } = opened;
    const names = (): Promise<(string | undefined)[]> =>
      page.locator('.table-row.head [data-column]').evaluateAll(heads => heads.map(one => one.dataset.column));
    await head('source').waitFor();
    const before = await names();
    await isAt(0);
    // Up to the heads, to the first column, and that one further.
    await opened.press('ArrowUp', 'ArrowRight', 'Control+Shift+ArrowRight');
    const [first, second, ...others] = before;
    await assertEventually(async () => (await names()).join() === [second, first, ...others].join());
    await opened.press('Control+Shift+ArrowLeft');
    await assertEventually(async () => (await names()).join() === before.join());
    const from = await head('source').locator('.head-text').boundingBox();
    const to = await head('label').locator('.head-text').boundingBox();
    assert.ok(from !== null && to !== null);
    await page.mouse.move(from.x + 4, from.y + 4);
    await page.mouse.down();
    await page.mouse.move(to.x + 8, to.y + 4, { steps: 4 });
    await page.mouse.move(to.x + 4, to.y + 4, { steps: 2 });
    await page.mouse.up();
    const place = before.indexOf('label');
    await assertEventually(async () => (await names())[place] === 'source');
    await eventually(async () =>
      assert.equal(await page.locator('[data-column=source][aria-sort=none]').count(), 1, 'a drag is no wish to order'),
    );
    await assertEventually(() => opened.host.states.at(-1)?.table?.columns[place] === 'source');
    await head('label').click();
    await page.locator('[data-column=label][aria-sort=ascending]').waitFor();
  });

  it('selects by Space, by range, and all; and says what is to be done with it', async () => {
    await openTable();
    await isAt(0);
    await opened.press('ArrowDown', ' ', 'ArrowDown', 'ArrowDown');
    await isAt(3);
    await opened.press('Shift+ArrowDown');
    await selected().filter({ hasText: '4 of 309 selected' }).waitFor();
    await opened.page.locator('[data-action=bulk-drop]').click();
    await assertEventually(() => opened.host.bulks.length === 1);
    assert.deepEqual(opened.host.bulks[0], {
      kind: 'drop',
      scope: { view: { filter: {}, sort: 'position' }, rows: [1, 2, 3, 4] },
    });
    await opened.page.locator('.table').focus();
    await opened.press('Control+a', 'Home');
    await isAt(0);
    await opened.press(' ');
    await selected().filter({ hasText: '308 of 309 selected' }).waitFor();
    await opened.page.locator('[data-action=bulk-export]').click();
    await assertEventually(() => opened.host.bulks.length === 2);
    assert.deepEqual(opened.host.bulks[1]?.scope.except, [0]);
    await opened.page.locator('.table').focus();
    await opened.press('Escape');
    await selected().filter({ hasText: 'all 309 in this view' }).waitFor();
  });

  it('takes verdicts that need no text on the focused row, and no others', async () => {
    await openTable();
    await isAt(0);
    await opened.press('1');
    await opened.page.locator('.announcer', { hasText: 'Open the comparison' }).waitFor();
    await opened.press('x');
    await assertEventually(() => opened.host.decisions.get(0)?.verdict === 'drop');
    await row(0).locator('.cell', { hasText: 'dropped' }).waitFor();
    assert.equal(opened.host.edits.length, 1);
  });

  it('shows the columns that are chosen', async () => {
    await openTable();
    await opened.page.locator('[data-action=columns]').click();
    await opened.page.locator('.column-list label', { hasText: 'words_prompt' }).locator('input').check();
    // Keys of a dialog are not about the row behind it.
    await opened.press('x');
    assert.equal(opened.host.edits.length, 0);
    await opened.page.locator('.columns vscode-button', { hasText: 'Done' }).click();
    await head('words_prompt').waitFor();
    await assertEventually(() => opened.host.states.at(-1)?.table?.columns.includes('words_prompt') === true);
  });

  it('gives nothing away in blind mode', async () => {
    await openTable(true);
    await head('p').waitFor();
    await opened.press('b');
    await head('p').waitFor({ state: 'detached' });
    const names = await opened.page
      .locator('.table-row.head [data-column]')
      .evaluateAll(heads => heads.map(one => one.getAttribute('data-column')));
    assert.deepEqual(names, ['line', 'title', 'verdict']);
  });
});
