import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { ResponseError } from 'vscode-jsonrpc/node';
import { userErrorCode } from '../../src/protocol/errorCodes.ts';
import * as mapping from '../../src/protocol/mapping.ts';
import { startEngine, type TestEngine } from '../engine/support/engine.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { type PageServer, servePages, type Theme } from './pageServer.ts';
import { connectToPage } from './pageTransport.ts';

const hostile = '<img src=x onerror="document.title=1">\u202edrowssap';
const votes = [0, 1, 1].map((won, i) => ({
  frage: i === 0 ? hostile : `Question ${i}?`,
  reply_a: `First answer to ${i}`,
  reply_b: `Second answer to ${i}`,
  won,
  rater: 'ada',
}));

describe('the form that maps fields', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: PageServer;
  let engine: TestEngine;
  let folder: TemporaryFolder;
  let page: Page;
  let wrong: string[];
  let used: string[];
  let left: string[];
  let files = 0;
  /** Set: using a map fails with these words. */
  let refuse: string | null;

  before(async () => {
    [browser, server] = await Promise.all([launchChromium(), servePages()]);
    engine = startEngine();
    folder = temporaryFolder();
  });
  after(async () => {
    await browser.close();
    await engine.stop();
    await server.close();
    folder.remove();
  });
  afterEach(() => page.close());

  async function open(records: readonly object[], theme: Theme = 'dark', fileName = 'my votes.jsonl'): Promise<void> {
    [wrong, used, left, refuse] = [[], [], [], null];
    const path = folder.write(`${++files}.jsonl`, records.map(record => `${JSON.stringify(record)}\n`).join(''));
    const file = { path, storage: `${folder.path}/storage` };
    const samples = await engine.connection.sendRequest(mapping.mappingSamplesRequest, file);
    assert.ok(samples);
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(15_000);
    page.on('pageerror', error => wrong.push(error.message));
    page.on('console', message => message.type() === 'error' && wrong.push(message.text()));
    page.on('request', request => !request.url().startsWith(server.origin) && wrong.push(request.url()));
    const host = await connectToPage(page, null);
    host.onRequest(mapping.mappingReadyRequest, () => ({
      ...samples,
      fileName,
      trouble: 'no known layout of preference data fits the sampled records.',
      keptIn: 'the workspace settings',
    }));
    host.onRequest(mapping.draftPreviewRequest, draft =>
      engine.connection.sendRequest(mapping.mapPreviewRequest, { ...file, draft }),
    );
    host.onRequest(mapping.useMapRequest, ({ map }) => {
      if (refuse !== null) throw new ResponseError(userErrorCode, refuse);
      used.push(map);
      return null;
    });
    host.onRequest(mapping.leaveMappingRequest, ({ to }) => {
      left.push(to);
      return null;
    });
    await page.goto(`${server.origin}/?page=mapping&theme=${theme}`);
    await page.locator('.preview').waitFor();
  }

  const card = (n: number) => page.locator('.card').nth(n - 1);
  const button = (name: string) => page.locator('vscode-button', { hasText: name });

  it('maps a file by the keyboard alone, with a preview at every step', async () => {
    await open(votes);
    // The responses were told by their names; the label's meaning was not.
    await eventually(async () =>
      assert.match((await page.locator('.verdict').textContent()) ?? '', /cannot tell what|Say which field/i),
    );
    await page.locator('#field-prompt').focus();
    await page.keyboard.type('frage');
    await eventually(async () => assert.equal(await page.locator('#field-prompt').inputValue(), 'frage'));
    // Down the form with Tab: second part, responses, label.
    for (const id of ['prompt-2', 'a', 'b', 'label']) {
      await page.keyboard.press('Tab');
      await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement?.id), `field-${id}`));
    }
    await page.keyboard.type('won');
    const meaning = (value: string) => page.getByLabel(`What ${value} means`);
    await meaning('1').waitFor();
    await eventually(async () => assert.equal(await meaning('1').inputValue(), ''));
    await page.keyboard.press('Tab');
    await page.keyboard.type('the first');
    await eventually(async () => assert.equal(await meaning('1').inputValue(), 'a'));
    await page.keyboard.press('Tab');
    await page.keyboard.type('the second');
    await card(3).waitFor();
    await eventually(async () =>
      assert.match((await page.locator('.verdict').textContent()) ?? '', /3 of 3 sampled records are read/),
    );
    await eventually(async () =>
      assert.match((await card(1).locator('.response').nth(1).textContent()) ?? '', /B\s*chosen/),
    );
    await eventually(async () =>
      assert.match((await card(2).locator('.response').nth(0).textContent()) ?? '', /A\s*chosen/),
    );
    await page.locator('summary').press('Enter');
    await page.locator('#field-annotator').selectOption('rater');
    await eventually(async () => assert.match((await card(1).textContent()) ?? '', /annotator ada/));
    const line = await page.locator('.line').inputValue();
    assert.equal(
      line,
      "pairlens audit 'my votes.jsonl' --map prompt=frage,a=reply_a,b=reply_b,label=won,annotator=rater,b_is=0,a_is=1",
    );
    await button('Keep and Open').press('Enter');
    await eventually(() =>
      assert.deepEqual(used, ['prompt=frage,a=reply_a,b=reply_b,label=won,annotator=rater,b_is=0,a_is=1']),
    );
    assert.deepEqual(wrong, []);
  });

  it('keeps text of the dataset text, and writes out what would not be seen', async () => {
    await open(votes);
    await page.locator('#field-prompt').selectOption('frage');
    await page.locator('#field-label').selectOption('won');
    await page.getByLabel('What 1 means').selectOption('a');
    await page.getByLabel('What 0 means').selectOption('b');
    // The preview comes anew with every choice; the record with the hostile text is in it once both meanings are told.
    await card(1).filter({ hasText: '<img src=x onerror="document.title=1">[U+202E]drowssap' }).waitFor();
    await eventually(async () => assert.equal(await page.locator('.mapping img').count(), 0));
    await eventually(async () => assert.equal(await page.title(), 'PairLens'));
    assert.deepEqual(wrong, []);
  });

  it('breaks long values, and no word of the columns that are one word each', async () => {
    await open(votes.map(vote => ({ ...vote, frage: 'x'.repeat(400) })));
    const types = page.locator('.fields :is(thead th, td:nth-child(2))');
    await types.first().waitFor();
    const lines = await types.evaluateAll(cells =>
      cells.map(cell => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return range.getClientRects().length;
      }),
    );
    assert.ok(lines.length > 4 && lines.every(count => count === 1), lines.join());
  });

  it('goes over to chosen and rejected, says what is missing, and puts a prompt together from two fields', async () => {
    await open([{ task: 'Add.', data: '1+1', out_w: '2', out_l: '3' }]);
    await card(1).waitFor();
    await eventually(async () => assert.equal(await page.locator('#field-a').inputValue(), 'out_w'));
    await eventually(async () => assert.equal(await page.locator('#field-prompt').inputValue(), 'task'));
    await page.locator('#field-prompt-2').selectOption('data');
    await eventually(async () => assert.match((await card(1).textContent()) ?? '', /Add\.\s*1\+1/));
    await page.getByLabel('two responses, and a label').check();
    await eventually(async () =>
      assert.match((await page.locator('.verdict').textContent()) ?? '', /Say which field holds the label/),
    );
    await eventually(async () =>
      assert.ok(await button('Keep and Open').evaluate(element => (element as HTMLButtonElement).disabled)),
    );
    await eventually(async () => assert.equal(await page.locator('.line').count(), 0));
    await page.getByLabel('a chosen and a rejected response').check();
    await page.locator('#field-b').selectOption('');
    await eventually(async () =>
      assert.match((await page.locator('.verdict').textContent()) ?? '', /holds the rejected response/),
    );
    await button('Open as Text').click();
    await eventually(() => assert.deepEqual(left, ['text']));
  });

  it('shows why a map could not be kept, and lets it be kept again', async () => {
    await open([{ q: 'Q', x_win: 'yes', x_lose: 'no' }]);
    await card(1).waitFor();
    refuse = 'The settings file has unsaved changes. Save it first.';
    await button('Keep and Open').click();
    await eventually(async () => assert.match((await page.getByRole('alert').textContent()) ?? '', /Save it first/));
    refuse = null;
    await button('Keep and Open').click();
    await eventually(() => assert.deepEqual(used, ['chosen=x_win,rejected=x_lose']));
    await eventually(async () => assert.equal(await page.getByRole('alert').count(), 0));
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[]) {
    it(`has nothing that axe finds serious, also on a narrow page (${theme})`, async () => {
      await open(votes, theme);
      await page.locator('#field-label').selectOption('won');
      await page.getByLabel('What 1 means').selectOption('a');
      await page.getByLabel('What 0 means').selectOption('b');
      await card(1).waitFor();
      await page.locator('summary').click();
      assert.deepEqual(await axeFaults(page), []);
      if (process.env.PAIRLENS_SHOTS)
        await page.screenshot({ path: `${process.env.PAIRLENS_SHOTS}/mapping-${theme}.png` });
      await page.setViewportSize({ width: 600, height: 800 });
      assert.deepEqual(await axeFaults(page), []);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 600, `the page is ${width} wide`);
    });
  }
});
