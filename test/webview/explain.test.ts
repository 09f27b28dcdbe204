import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { usePages } from './usePages.ts';

/** Enough labels for heads on style and n-grams to judge. */
const lines = readFileSync('samples/helpdesk.jsonl', 'utf8').trimEnd().split('\n');
const hostile = '<img src=x onerror="document.title=1"> **bold** \u202e words';

/** What is read of a sample here. */
interface Sample {
  readonly chosen: readonly [{ readonly content: string }];
}

describe('explaining in the page', function () {
  this.timeout(120_000);
  const pages = usePages();
  let opened: OpenedPage;

  const text = (selector: string) => opened.page.locator(selector).innerText();

  it('says which features moved the margins, and which way', async () => {
    opened = await pages.open(lines, { audit: true, height: 1000 });
    const { page } = opened;
    await page.getByRole('button', { name: 'Why these margins' }).click();
    const rows = page.locator('.why-table tbody tr');
    await rows.first().waitFor({ timeout: 60_000 });
    await eventually(async () => assert.ok((await rows.count()) >= 3));
    for (const row of await rows.all()) {
      const moved = (await row.locator('td').last().innerText()).trim();
      assert.match(moved, /^[AB] \d+\.\d\d$/);
      // The bar is on the side of the response that the words name.
      await eventually(async () =>
        assert.equal(await row.locator('.axis i').getAttribute('class'), moved.startsWith('A') ? 'left' : 'right'),
      );
    }
    assert.match(await text('.why-words'), /Words of A[\s\S]*for it[\s\S]*against it[\s\S]*Words of B/);
  });

  it('tints words by key, as written, without touching the text, and takes it off again', async () => {
    opened = await pages.open(lines, { audit: true });
    const { page } = opened;
    const written = (JSON.parse(lines[0]!) as Sample).chosen[0].content;
    await opened.press('w');
    await page.locator('.response .tinted').first().waitFor({ timeout: 60_000 });
    const shown = await page.locator('.response .text').allTextContents();
    assert.equal(shown.length, 2);
    assert.ok(shown.includes(written), 'the text is as written');
    await eventually(async () => assert.equal(await page.locator('.response .md').count(), 0));
    assert.match(await text('.response.left .response-head'), /tinted words, texts as written/);
    // The sign shows without colour.
    const style = (kind: string) =>
      page
        .locator(`.response .tinted.${kind}`)
        .first()
        .evaluate(node => getComputedStyle(node).textDecorationStyle);
    assert.equal(await style('pro'), 'solid');
    assert.equal(await style('contra'), 'wavy');
    await opened.press('d');
    await eventually(async () =>
      assert.ok((await page.locator('.response .tinted').count()) > 0, 'also where the differences are one text'),
    );
    await opened.press('w');
    await page.locator('.tinted').first().waitFor({ state: 'detached' });
  });

  it('follows the row that is shown, and hides the tint while a verdict is blind', async () => {
    opened = await pages.open(lines, {
      audit: true,
      welcome: { settings: { sides: 'file', autoAdvance: false } },
    });
    const { page } = opened;
    await opened.press('w', 'j');
    await page
      .getByLabel('Comparison of line 2', { exact: true })
      .locator('.tinted')
      .first()
      .waitFor({ timeout: 60_000 });
    await opened.press('b');
    await page.locator('.tinted').first().waitFor({ state: 'detached' });
    await eventually(async () => assert.equal(await page.locator('.why').count(), 0));
    await opened.press('3');
    await page.locator('.response .tinted').first().waitFor();
  });

  it('shows hostile texts as text, tinted or not', async () => {
    const records = lines.map((line, i) => {
      if (i !== 0) return line;
      const record = JSON.parse(line) as Sample;
      const [{ content }] = record.chosen;
      return { ...record, chosen: [{ role: 'assistant', content: `${content} ${hostile}` }] };
    });
    opened = await pages.open(records, { audit: true });
    const { page } = opened;
    await opened.press('w');
    await page.locator('.response .tinted').first().waitFor({ timeout: 60_000 });
    await eventually(async () => assert.equal(await page.locator('.response img').count(), 0));
    await eventually(async () => assert.notEqual(await page.title(), '1'));
    assert.match(await text('.response.left'), /<img src=x/);
    assert.match(await text('.response.left .unseen'), /U\+202E/);
  });

  it('says so where there is nothing to tint', async () => {
    opened = await pages.open(lines.slice(0, 5));
    await opened.press('w');
    await opened.page.locator('.response-head', { hasText: 'no tint before an audit' }).waitFor();
  });
});
