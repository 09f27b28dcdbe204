import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Audit } from '../../src/audit/audit.ts';
import { reportData } from '../../src/audit/reportData.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { auditedRow, auditOf, fullAudit } from '../unit/audit/reportFixture.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { savedReport } from './savedReport.ts';

const hostile = '<img src=x onerror="document.title=1"></script><b>odd</b>';

describe('report', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: TemporaryFolder;
  let wrong: string[];

  before(async () => {
    browser = await launchChromium();
    folder = temporaryFolder();
  });
  after(async () => {
    await browser.close();
    folder.remove();
  });

  /** Opens a report from disk; what goes wrong in it is collected. `before` is a script that runs first. */
  async function open(audit: Audit, before?: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const address = await savedReport(folder, reportData(audit));
    wrong = [];
    const page = await browser.newPage({ colorScheme: scheme });
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', error => wrong.push(error.message));
    page.on('request', request => request.url() !== address && wrong.push(request.url()));
    if (before) await page.addInitScript({ content: before });
    await page.goto(address);
    return page;
  }

  for (const scheme of ['light', 'dark'] as const) {
    it(`has nothing that axe finds serious (${scheme})`, async () => {
      const page = await open(fullAudit(hostile), undefined, scheme);
      assert.deepEqual(await axeFaults(page), []);
      await page.close();
    });
  }

  it('says what is of a sample, what was counted on all labels, and what a cluster did not look for', async () => {
    const { principles, figures, ...audit } = fullAudit('all.jsonl');
    const whole = { for: 610, against: 390 };
    const page = await open({
      ...audit,
      figures: { ...figures, comparisons: 9000, fittedOn: 1200, notSought: ['cycle', 'leak'] },
      principles: {
        ...principles,
        principles: principles.principles.map(of => ({ ...of, whole })),
        constitution: principles.constitution.map(of => ({ ...of, whole })),
      },
    });
    const text = await page.locator('main').innerText();
    assert.match(text, /Chosen on the sample of 1,200\./);
    assert.match(text, /fitted on a sample of 1,200 comparisons, and all 9,000 judged/);
    assert.match(text, /did not look for findings of these kinds: cycle, leak\./);
    const cells = page.locator('tr', { hasText: 'warns of risks' }).first().locator('td');
    assert.equal(await cells.last().innerText(), '.61');
    assert.deepEqual(await axeFaults(page), []);
    await page.close();
  });

  it('draws from disk, loads nothing, and breaks none of its own policy', async () => {
    const page = await open(fullAudit(hostile));
    const headings = await page.locator('h2').allTextContents();
    for (const heading of [
      'Preference strength',
      'Calibration',
      'Findings',
      'Reward ensemble',
      'Sources',
      'Annotators',
    ]) {
      assert.ok(headings.includes(heading), heading);
    }
    await eventually(async () => assert.equal(await page.locator('figure svg.plot[role=img][aria-label]').count(), 5));
    assert.deepEqual(wrong, []);
    await page.close();
  });

  it('shows the texts of a dataset as text', async () => {
    const page = await open(fullAudit(hostile));
    await eventually(async () => assert.equal(await page.locator('img, main b:text-is("odd")').count(), 0));
    await eventually(async () => assert.ok((await page.locator('th', { hasText: '<img src=x' }).count()) >= 2));
    await eventually(async () => assert.notEqual(await page.title(), '1'));
    await page.close();
  });

  it('has a light and a dark palette of its own', async () => {
    const grounds: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      const page = await open(fullAudit(hostile), undefined, scheme);
      grounds.push(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      await page.close();
    }
    assert.deepEqual(grounds, ['rgb(255, 255, 255)', 'rgb(31, 31, 31)']);
  });

  it('shows one of two contraries, the one that the labels follow', async () => {
    const page = await open(fullAudit(hostile));
    await eventually(async () => assert.equal(await page.getByText('is longer', { exact: true }).count(), 1));
    await eventually(async () => assert.equal(await page.getByText('is shorter', { exact: true }).count(), 0));
    await page.close();
  });

  it('says what is not known about a bare file', async () => {
    const page = await open(auditOf([auditedRow(0)]));
    const text = (await page.locator('main').textContent()) ?? '';
    assert.match(text, /not known/);
    assert.match(text, /at most 50 %/);
    assert.match(text, /Too few labels\./);
    assert.deepEqual(wrong, []);
    await page.close();
  });

  it('draws what VS Code sends it, and asks it to show a finding or a principle', async () => {
    // As text: a function would carry helpers of the test's compiler into the page.
    const page = await open(
      auditOf([auditedRow(0)]),
      'window.posted = []; window.acquireVsCodeApi = () => ({ postMessage: message => posted.push(message) });',
    );
    await page.evaluate(data => window.postMessage({ type: 'report', data }, '*'), reportData(fullAudit('next.jsonl')));
    await page.getByRole('heading', { name: 'Report: next.jsonl' }).waitFor();
    await page.getByRole('button', { name: 'mislabeled', exact: true }).click();
    await page.getByRole('button', { name: 'warns of risks' }).click();
    const posted = (await page.evaluate('posted')) as { readonly type: string }[];
    assert.ok(posted.some(({ type }) => type === 'splitBy'));
    assert.deepEqual(
      posted.filter(({ type }) => type !== 'splitBy'),
      [
        { type: 'ready' },
        { type: 'filter', filter: { finding: 'mislabeled' } },
        { type: 'filter', filter: { principle: { id: 'warns', stand: 'against' } } },
      ],
    );
    await page.close();
  });
});
