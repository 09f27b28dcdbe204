import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { reportAssets } from '../../src/audit/reportAssets.ts';
import { reportData } from '../../src/audit/reportData.ts';
import { reportHtml } from '../../src/audit/reportHtml.ts';
import { modelFigures } from '../../src/reward/intransitive/modelFigures.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { auditedRow, auditOf, bareFigures } from '../unit/audit/reportFixture.ts';
import { type Met, metModels } from '../unit/reward/strength/meetingsFixture.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';

describe('models in the report', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: TemporaryFolder;

  before(async () => {
    browser = await launchChromium();
    folder = temporaryFolder();
  });
  after(async () => {
    await browser.close();
    folder.remove();
  });

  it('stand strongest first, with their intervals, and say whether they go in circles', async () => {
    const beats = (a: string, b: string): Met[] =>
      Array.from({ length: 30 }, (_, k) => ({ a, b, label: k < 24 ? 'a' : 'b' }));
    const rows = [...beats('<b>one</b>', 'two'), ...beats('two', 'three'), ...beats('three', '<b>one</b>')];
    const models = modelFigures(metModels([...rows, ...beats('two', 'four')]), 0);
    const { script, css } = await reportAssets();
    const audit = auditOf([auditedRow(0)], 'prefs.jsonl', { ...bareFigures, models });
    const path = join(folder.path, 'report.html');
    writeFileSync(path, reportHtml(reportData(audit), script, css));
    const page = await browser.newPage();
    await page.goto(pathToFileURL(path).href);
    const section = page.locator('section', { hasText: 'Strengths of models' });
    await eventually(async () => assert.equal(await section.locator('tbody tr').count(), 4));
    await eventually(async () => assert.equal(await section.locator('b').count(), 0));
    await eventually(async () => assert.match((await section.locator('tbody tr').last().textContent())!, /^four/));
    await eventually(async () =>
      assert.match((await section.textContent())!, /Preferences go in circles: .*1 of 1 triad are circles/),
    );
    assert.deepEqual(await axeFaults(page), []);
    await page.close();
  });
});
