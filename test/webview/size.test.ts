import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { usePages } from './usePages.ts';

describe('large files and texts in the page', () => {
  const pages = usePages();
  let opened: OpenedPage;

  it('draws a response of a megabyte, to its last word', async () => {
    const line = 'The quick brown fox jumps over the lazy dog, again and again.\n';
    const text = line.repeat(Math.ceil(1_000_000 / line.length));
    opened = await pages.open([
      { prompt: 'Go on', chosen: `${text}The end of A.`, rejected: `${text.slice(0, 500_000)}The end of B.` },
      { prompt: 'Next', chosen: 'Yes.', rejected: 'No.' },
    ]);
    const { page } = opened;
    const left = page.locator('.response.left .reading');
    await left.waitFor();
    await eventually(async () => assert.match((await left.textContent()) ?? '', /The end of A\.$/));
    await opened.press('End');
    await opened.press('j');
    await page.locator('[data-part=position]', { hasText: '2 of 2' }).waitFor();
    await eventually(async () =>
      assert.equal(await page.locator('.scroller').evaluate(element => element.scrollTop), 0),
    );
  });

  it('draws a conversation of a thousand turns', async () => {
    const prompt = Array.from({ length: 1001 }, (_, i) => ({
      role: i % 2 === 0 ? 'user' : 'assistant',
      content: `Turn number ${i}, with **some** words.`,
    }));
    const answer = (content: string) => [{ role: 'assistant', content }];
    opened = await pages.open([{ prompt, chosen: answer('Done.'), rejected: answer('Not yet.') }]);
    const { page } = opened;
    await page.locator('.turn.folded', { hasText: '1,000 turns' }).locator('.fold').click();
    await page.locator('.turns .turn').nth(999).waitFor({ state: 'attached' });
    await eventually(async () =>
      assert.match((await page.locator('.turns .turn').nth(999).textContent()) ?? '', /Turn number 999/),
    );
    await page.locator('.turn', { hasText: 'Turn number 1000' }).first().waitFor({ state: 'attached' });
  });

  it('walks a list of 50,000 rows drawing only what is in sight', async () => {
    const records = Array.from({ length: 50_000 }, (_, i) => ({
      prompt: `Question ${i}`,
      chosen: `Yes ${i}`,
      rejected: `No ${i}`,
    }));
    opened = await pages.open(records);
    const { page, host } = opened;
    await page.locator('[data-part=position]', { hasText: 'of 50,000' }).waitFor();
    await page.locator('.list').focus();
    await opened.press('End');
    await page.locator('[data-part=position]', { hasText: '50,000 of 50,000' }).waitFor();
    await page.locator('.list-row.selected', { hasText: 'Question 49999' }).waitFor();
    await eventually(async () => assert.ok((await page.locator('.list-row').count()) < 60));
    await opened.press('PageUp');
    await page.locator('.list-row.selected', { hasText: /Question 499[78]\d/ }).waitFor();
    await host.show({ row: 25_000 });
    await page.locator('.prompt', { hasText: 'Question 25000' }).waitFor();
    await page.locator('.list-row.selected', { hasText: 'Question 25000' }).waitFor();
  });
});
