import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { reportData } from '../../src/audit/reportData.ts';
import { modelFigures } from '../../src/reward/intransitive/modelFigures.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { auditedRow, auditOf, bareFigures } from '../unit/audit/reportFixture.ts';
import { type Met, metModels } from '../unit/reward/strength/meetingsFixture.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { savedReport } from './savedReport.ts';

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
    const audit = auditOf([auditedRow(0)], 'prefs.jsonl', { ...bareFigures, models });
    const address = await savedReport(folder, reportData(audit));
    const page = await browser.newPage();
    await page.goto(address);
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
