import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { reportAssets } from '../../src/audit/reportAssets.ts';
import { reportData } from '../../src/audit/reportData.ts';
import { reportHtml } from '../../src/audit/reportHtml.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { populationsOfTwo, twoObjectives } from '../unit/audit/annotatedFigures.ts';
import { auditOf, bareFigures } from '../unit/audit/reportFixture.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';

const hostile = '<img src=x onerror="document.title=1">';

describe('report of many annotators', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: TemporaryFolder;
  let page: Page;
  const wrong: string[] = [];

  before(async () => {
    browser = await launchChromium();
    folder = temporaryFolder();
    const figures = { ...bareFigures, annotation: populationsOfTwo(hostile), objectives: twoObjectives(hostile) };
    const { script, css } = await reportAssets();
    const path = join(folder.path, 'report.html');
    writeFileSync(path, reportHtml(reportData(auditOf([], 'votes.jsonl', figures)), script, css));
    page = await browser.newPage();
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', error => wrong.push(error.message));
    await page.goto(pathToFileURL(path).href);
  });
  after(async () => {
    await browser.close();
    folder.remove();
  });

  it('shows populations as a plot and a table, and what one head for all costs each', async () => {
    const section = page.locator('section', { hasText: 'Populations of annotators' });
    const plot = section.locator('svg.plot');
    await eventually(async () =>
      assert.match((await plot.getAttribute('aria-label'))!, /population 2 \.30 \(.*\), by its own \.76/),
    );
    const cells = await section.locator('tr', { hasText: 'population 2' }).first().locator('td').allTextContents();
    assert.deepEqual(cells.slice(0, 3), ['25 %', '20', '600']);
    assert.match(cells.at(-1)!, /sides may be exchanged; <img src=x/);
    await eventually(async () =>
      assert.match((await section.locator('h2').first().textContent())!, /2, of 40 annotators, 1,200 votes/),
    );
  });

  it('shows objectives and their conflicts, names of the dataset as text', async () => {
    const section = page.locator('section', { hasText: 'two or more disagree on .30' });
    await eventually(async () => assert.equal(await section.locator('table').count(), 2));
    await eventually(async () => assert.equal(await page.locator('img').count(), 0));
    await eventually(async () => assert.notEqual(await page.title(), '1'));
  });

  it('has nothing that axe finds serious, and breaks none of its own policy', async () => {
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(wrong, []);
  });
});
