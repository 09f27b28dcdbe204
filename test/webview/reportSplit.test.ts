import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ReportCheckMessage, ReportFilterMessage, ReportSplitMessage } from '../../src/audit/reportData.ts';
import { auditRequest, reportRequest } from '../../src/protocol/auditing.ts';
import { openRequest } from '../../src/protocol/opening.ts';
import { windowRequest } from '../../src/protocol/reading.ts';
import { splitRequest } from '../../src/protocol/split.ts';
import { startEngine, type TestEngine } from '../engine/support/engine.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { plantedCrowd } from '../unit/reward/populations/plantedCrowd.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { savedReport } from './savedReport.ts';

const lists = 'Use lists wherever it is possible, as the readers skim what they are given on small screens. '.repeat(3);
const prose = "Write prose; don't <b>list</b>.";

/** Records whose labels follow their system message; the first ten pairs stand under both. */
function records(): object[] {
  const pairs = plantedCrowd([{ prefix: 'p', people: 1, wants: 'list', follows: 1 }], {
    units: 120,
    votesEach: 120,
    seed: 4,
  });
  const under = (system: string, { prompt, a, b, label }: (typeof pairs)[number], at: number): object => ({
    prompt: [{ role: 'system', content: system }, ...prompt],
    response_a: a.messages[0]!.content,
    response_b: b.messages[0]!.content,
    label: system === lists ? label : label === 'a' ? 'b' : 'a',
    region: at % 3 === 0 ? "cote d'or" : 'north',
    number: at,
  });
  return [
    ...pairs.map((pair, at) => under(at % 2 === 0 ? lists : prose, pair, at)),
    ...pairs.slice(0, 10).map((pair, at) => under(at % 2 === 0 ? prose : lists, pair, at)),
  ];
}

describe('labels split by a column in the report, by the engine', function () {
  this.timeout(120_000);
  let browser: Browser;
  let engine: TestEngine;
  let folder: TemporaryFolder;
  let page: Page;
  const wrong: string[] = [];
  const filters: ReportFilterMessage['filter'][] = [];

  before(async () => {
    folder = temporaryFolder();
    engine = startEngine();
    browser = await launchChromium();
    const { connection } = engine;
    const path = folder.write(
      'pairs.jsonl',
      records()
        .map(record => JSON.stringify(record))
        .join('\n'),
    );
    const open = { doc: 'd', path, storage: join(folder.path, 'storage'), reviewer: 'tester', applyToRecord: true };
    await connection.sendRequest(openRequest, open);
    await connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'p' });
    const data = await connection.sendRequest(reportRequest, { doc: 'd' });
    assert.ok(data);
    const address = await savedReport(folder, data);
    page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
    page.on('pageerror', error => wrong.push(error.message));
    await page.exposeFunction(
      'toHost',
      async (message: ReportSplitMessage | ReportFilterMessage | ReportCheckMessage) => {
        if (message.type === 'filter') filters.push(message.filter);
        if (message.type !== 'splitBy') return;
        const split = await connection
          .sendRequest(splitRequest, { doc: 'd', column: message.column })
          .catch((error: unknown) => ({ failed: String(error) }));
        await page.evaluate(answer => window.postMessage(answer, '*'), { type: 'split', split });
      },
    );
    await page.addInitScript({
      content: 'window.acquireVsCodeApi = () => ({ postMessage: message => void window.toHost(message) });',
    });
    await page.goto(address);
  });
  after(async () => {
    await browser.close();
    await engine.stop();
    folder.remove();
  });

  const split = () => page.locator('section.split');
  const list = () => split().getByRole('combobox', { name: 'Column to split the labels by' });

  /** How many comparisons the condition that was asked for last holds. */
  async function countOfLast(): Promise<number> {
    const filter = filters.at(-1);
    assert.ok(filter !== undefined && 'condition' in filter);
    const view = { filter: { text: { kind: 'sql', value: filter.condition } }, sort: 'position' } as const;
    return (await engine.connection.sendRequest(windowRequest, { doc: 'd', view, start: 0, count: 0 })).total;
  }

  /** Presses the link of a value of the column in the table, and counts what it shows. */
  async function press(name: string): Promise<number> {
    const before = filters.length;
    await split().locator('th[scope=row]').getByRole('button', { name }).click();
    await eventually(() => assert.ok(filters.length > before));
    return countOfLast();
  }

  it('begin with the column that is a context, and show which preferences turn with it', async () => {
    await split().getByRole('heading', { name: 'Preferences that turn with system' }).waitFor({ timeout: 60_000 });
    await eventually(async () => assert.equal(await list().inputValue(), 'system'));
    await eventually(async () =>
      assert.match((await split().locator('.context p').textContent())!, /Of 10 pairs .* 1\.00/),
    );
    assert.equal(await press('Use lists wherever'), 65);
    assert.equal(await press('Write prose'), 65);
    await split().getByRole('button', { name: 'Show those that turn' }).click();
    await eventually(async () => assert.equal(await countOfLast(), 20));
    assert.equal(await page.locator('section.split b', { hasText: 'list' }).count(), 0, 'texts of the file are text');
  });

  it('show what each group’s labels go with', async () => {
    const factors = split().locator('.factors table').first();
    const bullets = factors.locator('tr', { hasText: 'bullets' }).locator('td');
    await eventually(async () => assert.deepEqual(await bullets.count(), 3));
    const taus = (await bullets.allTextContents()).slice(1);
    assert.ok(taus.includes('1.00') && taus.includes('−1.00'), taus.join());
    const regions = split().locator('figure svg [role=button]');
    await eventually(async () => assert.equal(await regions.count(), 2));
    await regions.first().focus();
    await page.keyboard.press('ArrowDown');
    const before = filters.length;
    await page.keyboard.press('Enter');
    await eventually(() => assert.ok(filters.length > before));
    assert.equal(await countOfLast(), 65);
  });

  it('are split by any other column, and a press on a value shows its comparisons', async () => {
    await eventually(async () =>
      assert.deepEqual(await list().locator('option').allTextContents(), ['choose a column', 'system', 'region']),
    );
    await list().selectOption('region');
    await split().locator('th', { hasText: "cote d'or" }).first().waitFor({ timeout: 60_000 });
    assert.equal(await press("cote d'or"), 44);
    assert.deepEqual(filters.at(-1), { condition: "fields->>'region' = 'cote d''or'", sort: 'p' });
    if (process.env.PAIRLENS_SHOTS) {
      await split().scrollIntoViewIfNeeded();
      await split().screenshot({ path: `${process.env.PAIRLENS_SHOTS}/split-region.png` });
    }
  });

  it('say why there is no split', async () => {
    const failed = await engine.connection.sendRequest(splitRequest, { doc: 'd', column: 'nosuch' }).then(
      () => '',
      (error: Error) => error.message,
    );
    assert.match(failed, /"nosuch" does not hold two values/);
  });

  it('have nothing that axe finds serious, and break nothing', async () => {
    await list().selectOption('system');
    await split().getByRole('heading', { name: 'Preferences that turn with system' }).waitFor({ timeout: 60_000 });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      if (process.env.PAIRLENS_SHOTS)
        await split().screenshot({ path: `${process.env.PAIRLENS_SHOTS}/split-${scheme}.png` });
      assert.deepEqual(await axeFaults(page), []);
    }
    await page.setViewportSize({ width: 520, height: 900 });
    if (process.env.PAIRLENS_SHOTS)
      await split().screenshot({ path: `${process.env.PAIRLENS_SHOTS}/split-narrow.png` });
    await eventually(async () =>
      assert.ok(
        await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth),
      ),
    );
    assert.deepEqual(wrong, []);
  });
});
