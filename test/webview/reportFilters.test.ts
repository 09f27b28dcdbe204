import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ReportData, ReportFilterMessage } from '../../src/audit/reportData.ts';
import { auditRequest, reportRequest } from '../../src/protocol/auditing.ts';
import { openRequest } from '../../src/protocol/opening.ts';
import { windowRequest } from '../../src/protocol/reading.ts';
import { startEngine, type TestEngine } from '../engine/support/engine.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { eventually } from './eventually.ts';
import { savedReport } from './savedReport.ts';

/** Every figure's filter, pressed in the report as drawn and asked of the engine that made it. */
describe('filters of the report, in the engine', function () {
  this.timeout(120_000);
  let browser: Browser;
  let engine: TestEngine;
  let folder: TemporaryFolder;
  let data: ReportData;
  let page: Page;

  before(async () => {
    folder = temporaryFolder();
    engine = startEngine();
    browser = await launchChromium();
    const path = folder.write('pairs.jsonl', readFileSync('samples/helpdesk.jsonl', 'utf8'));
    const { connection } = engine;
    const open = { doc: 'd', path, storage: join(folder.path, 'storage'), reviewer: 'tester', applyToRecord: true };
    await connection.sendRequest(openRequest, open);
    await connection.sendRequest(auditRequest, { doc: 'd', seed: 0, progress: 'p' });
    const report = await connection.sendRequest(reportRequest, { doc: 'd' });
    assert.ok(report);
    data = report;
    const address = await savedReport(folder, data);
    page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    await page.addInitScript({
      content:
        'window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: message => posted.push(message) });',
    });
    await page.goto(address);
  });
  after(async () => {
    await browser.close();
    await engine.stop();
    folder.remove();
  });

  const plot = (heading: string): Locator =>
    page.locator('figure', { has: page.getByRole('heading', { name: heading }) });

  /** The condition that the report asked for last. */
  async function asked(): Promise<string> {
    const posted = (await page.evaluate('posted')) as ReportFilterMessage[];
    const filter = posted.at(-1)?.filter;
    assert.ok(filter !== undefined && 'condition' in filter, JSON.stringify(posted.at(-1)));
    return filter.condition;
  }

  /** How many comparisons a condition holds. */
  async function countOf(condition: string): Promise<number> {
    const view = { filter: { text: { kind: 'sql', value: condition } }, sort: 'position' } as const;
    const { total } = await engine.connection.sendRequest(windowRequest, { doc: 'd', view, start: 0, count: 0 });
    return total;
  }

  it('count what a bar of the histogram says', async () => {
    const bars = plot('Preference strength').getByRole('button', { name: /^Preference strength/ });
    await eventually(async () => assert.ok((await bars.count()) >= 5));
    let sum = 0;
    for (const bar of await bars.all()) {
      const says = (await bar.getAttribute('aria-label'))!;
      const n = Number(/: ([\d,]+) comparison/.exec(says)![1]!.replace(',', ''));
      await bar.dispatchEvent('click');
      assert.equal(await countOf(await asked()), n, says);
      sum += n;
    }
    assert.equal(
      sum,
      data.figures.strength.reduce((all, bin) => all + bin.n, 0),
    );
  });

  it('count what a region of strength and spread says, and show a marked comparison alone', async () => {
    const all = plot('Strength and spread');
    let sum = 0;
    for (const region of await all.getByRole('button', { name: /^Preference strength/ }).all()) {
      const says = (await region.getAttribute('aria-label'))!;
      const n = Number(/: ([\d,]+) comparison/.exec(says)![1]!.replace(',', ''));
      await region.dispatchEvent('click');
      assert.equal(await countOf(await asked()), n, says);
      sum += n;
    }
    assert.equal(sum, await countOf('preference_strength is not null and spread is not null'));
    await all
      .getByRole('button', { name: /^One comparison/ })
      .first()
      .dispatchEvent('click');
    assert.equal(await countOf(await asked()), 1);
  });

  it('count what a bin of the calibration curve says, in both orders', async () => {
    const bins = plot('Calibration').getByRole('button', { name: /^Stated/ });
    const calibration = data.figures.calibration!;
    await eventually(async () => assert.equal(await bins.count(), calibration.after.length));
    for (const [at, bin] of (await bins.all()).entries()) {
      await bin.dispatchEvent('click');
      const { from, to, n } = calibration.after[at]!;
      const condition = await asked();
      const both = await countOf(
        `(${condition}) and p >= ${from} and p <= ${to} and 1 - p >= ${from} and 1 - p <= ${to}`,
      );
      assert.equal((await countOf(condition)) + both, n);
    }
  });

  it('find the labels of a source, of an annotator, and those that a member contradicts', async () => {
    for (const [heading, groups] of [
      ['Agreement by source', data.figures.sources],
      ['Agreement by annotator', data.figures.annotators],
    ] as const) {
      for (const { name, accuracy } of groups) {
        if (accuracy === null) continue;
        await plot(heading).getByRole('button', { name }).first().dispatchEvent('click');
        const found = await countOf(await asked());
        assert.ok(found > 0 && found <= data.figures.comparisons, `${name}: ${found}`);
      }
    }
    for (const { id, name, accuracy } of data.figures.members) {
      if (accuracy === null) continue;
      await plot('Accuracy of the members').getByRole('button', { name }).first().dispatchEvent('click');
      const condition = await asked();
      assert.ok(condition.includes(data.columns[id]!));
      const wrong = (1 - accuracy.value) * accuracy.n;
      // A margin of zero is for neither response: it counts half in the accuracy, and is not shown.
      const zero = await countOf(condition.replace('<', '='));
      assert.ok(Math.abs((await countOf(condition)) + zero / 2 - wrong) < 0.01, `${name}: ${wrong}`);
    }
  });

  it('show the first k by p', async () => {
    for (const { first } of data.firsts) {
      const name = new RegExp(`^The first ${first.toLocaleString('en')}:`);
      await plot('Wrong labels in the first k').getByRole('button', { name }).dispatchEvent('click');
      assert.equal(await countOf(await asked()), first);
    }
  });

  it('can be walked and pressed with the keyboard, one stop for each plot', async () => {
    const bars = plot('Preference strength').locator('.region');
    const stops = () => plot('Preference strength').locator('.region[tabindex="0"]').count();
    await bars.first().focus();
    await page.keyboard.press('ArrowRight');
    await eventually(async () =>
      assert.equal(await bars.nth(1).evaluate(node => node === document.activeElement), true),
    );
    assert.equal(await stops(), 1);
    const before = await asked();
    await page.keyboard.press('Enter');
    const after = await asked();
    assert.notEqual(after, before);
    await page.keyboard.press('End');
    await page.keyboard.press(' ');
    assert.notEqual(await asked(), after);
  });
});
