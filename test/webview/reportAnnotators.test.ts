import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { reportData } from '../../src/audit/reportData.ts';
import type { AnnotatorsFigures } from '../../src/reward/annotators/annotatorsFigures.ts';
import type { VoteProfile } from '../../src/reward/annotators/voteProfiles.ts';
import type { FactorInfluence } from '../../src/reward/degree/factorInfluence.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { populationsOfTwo, twoObjectives } from '../unit/audit/annotatedFigures.ts';
import { auditOf, bareFigures } from '../unit/audit/reportFixture.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { savedReport } from './savedReport.ts';

const hostile = '<img src=x onerror="document.title=1">';

/** Annotators whose votes go by two factors; the second population's the other way round. */
function profiled(name: string): AnnotatorsFigures {
  const tau = (factor: string, value: number, pHolm: number): FactorInfluence => ({
    factor,
    tau: { value, low: value - 0.1, high: value + 0.1, n: 400 },
    differing: 300,
    pHolm,
  });
  const profile = (group: string | null, lists: number): VoteProfile => ({
    group,
    n: 400.4,
    degree: {
      mean: { value: 0.7, low: 0.66, high: 0.74, n: 400 },
      against: 0.1,
      slight: 0.2,
      clear: 0.3,
      strong: 0.4,
    },
    factors: [tau('bullets', lists, 0.001), tau('length', 0.05, 1)],
  });
  return {
    ...populationsOfTwo(name),
    profiles: {
      all: profile(null, 0.4),
      equalContent: null,
      annotators: [profile(name, -0.7)],
      populations: [profile('population 1', 0.6), profile('population 2', -0.5)],
      spread: null,
      leftOut: 3,
    },
  };
}

describe('report of many annotators', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: TemporaryFolder;
  let page: Page;
  const wrong: string[] = [];

  before(async () => {
    browser = await launchChromium();
    folder = temporaryFolder();
    const figures = { ...bareFigures, annotation: profiled(hostile), objectives: twoObjectives(hostile) };
    const address = await savedReport(folder, reportData(auditOf([], 'votes.jsonl', figures)));
    page = await browser.newPage();
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', error => wrong.push(error.message));
    await page.goto(address);
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

  it('shows how firmly votes fall, and what those of each population and annotator go with', async () => {
    const section = page.locator('section', { hasText: 'how firmly they fall' });
    await eventually(async () => assert.equal(await section.locator('table').first().locator('tbody tr').count(), 4));
    const first = await section.locator('tr', { hasText: 'population 2' }).first().locator('td').allTextContents();
    assert.deepEqual(first, ['400', '.70 (.66 to .74)', '10 %', '20 %', '30 %', '40 %']);
    const matrix = section.locator('table').nth(1);
    await eventually(async () =>
      assert.deepEqual(await matrix.locator('thead th').allTextContents(), [
        'factor',
        'all votes',
        'population 1',
        'population 2',
      ]),
    );
    const bullets = matrix.locator('tr', { hasText: 'bullets' });
    await eventually(async () =>
      assert.deepEqual(await bullets.locator('b').allTextContents(), ['.40', '.60', '−.50']),
    );
    await eventually(async () =>
      assert.equal(await matrix.locator('tr', { hasText: 'length' }).locator('b').count(), 0),
    );
    assert.match((await section.locator('h2').textContent())!, /3 annotators with fewer than 20 votes are left out/);
  });

  it('has nothing that axe finds serious, and breaks none of its own policy', async () => {
    assert.deepEqual(await axeFaults(page), []);
    assert.deepEqual(wrong, []);
  });
});
