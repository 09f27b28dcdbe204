import assert from 'node:assert/strict';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { everyday, gitReset, trainTimes } from './records.ts';
import { usePages } from './usePages.ts';

const records = [gitReset, trainTimes, ...everyday];

describe('reading in the page', () => {
  const pages = usePages();
  let opened: OpenedPage;

  const at = (place: number) => opened.page.locator('[data-part=position]', { hasText: `${place} of 10` }).waitFor();
  const marks = (side: string) => opened.page.locator(`.response.${side} mark`).allTextContents();

  it('marks the words that differ in rendered Markdown, without touching its markup', async () => {
    opened = await pages.open(records);
    const left = await marks('left');
    assert.ok(left.includes('--hard'), left.join('|'));
    assert.ok(left.includes('--force'), left.join('|'));
    assert.ok((await marks('right')).includes('--force-with-lease'));
    await eventually(async () => assert.equal(await opened.page.locator('.response.left ol > li').count(), 3));
    assert.equal(
      await opened.page.locator('.response.left pre code mark').count(),
      await countOf('.response.left pre mark'),
    );
    assert.doesNotMatch(left.join(' '), /Stage the first part/);
  });

  it('goes from marks to one text to no marks with one key', async () => {
    opened = await pages.open(records);
    await opened.press('d');
    await opened.page.locator('.unified').waitFor();
    const removed = (await opened.page.locator('.unified .reading del').allTextContents()).join(' ');
    const added = (await opened.page.locator('.unified .reading ins').allTextContents()).join(' ');
    assert.match(removed, /--hard/);
    assert.match(added, /--force-with-lease/);
    await opened.press('d');
    await opened.page.locator('.response.left').waitFor();
    assert.equal(await countOf('mark'), 0);
    await opened.press('d');
    await opened.page.locator('mark').first().waitFor();
  });

  it('shows a text as it is written with m', async () => {
    opened = await pages.open(records);
    await opened.press('m');
    const text = opened.page.locator('.response.left .plain');
    await text.waitFor();
    await eventually(async () => assert.equal(((await text.textContent()) ?? '').trim(), gitReset.chosen));
  });

  it('says so where the responses share too little to mark', async () => {
    opened = await pages.open(records);
    await opened.press('j', 'j');
    await at(3);
    await opened.page.locator('.response-head', { hasText: 'too different to mark' }).waitFor();
    assert.equal(await countOf('mark'), 0);
  });

  it('folds system, earlier turns and tools, and opens them', async () => {
    opened = await pages.open(records);
    const { page } = opened;
    await opened.press('j');
    await page.locator('.turn.folded', { hasText: '4 turns' }).waitFor();
    assert.equal(await countOf('.turn.folded'), 3);
    await eventually(async () =>
      assert.match((await page.locator('.turn:not(.folded)').textContent()) ?? '', /Which train/),
    );
    await page.locator('.turn', { hasText: '4 turns' }).locator('.fold').click();
    await page.locator('.turns .turn', { hasText: 'Where do you need to be tonight?' }).waitFor();
    await eventually(async () =>
      assert.match((await page.locator('.turns .call').textContent()) ?? '', /calendar\.next/),
    );
  });

  it('folds a long prompt to six lines, and unfolds it', async () => {
    const prompt = Array.from({ length: 40 }, (_, i) => `This is line ${i + 1}.`).join('\n');
    opened = await pages.open([{ prompt, chosen: 'Thanks, all forty.', rejected: 'No.' }]);
    const box = opened.page.locator('.prompt .six-lines');
    const folded = (await box.boundingBox())?.height ?? 0;
    assert.ok(folded < 140, `${folded} px high`);
    await opened.page.getByText('Show all').click();
    await opened.page.getByText('Show less').waitFor();
    assert.ok(((await opened.page.locator('.prompt').boundingBox())?.height ?? 0) > 600);
  });

  it('filters by words and by a condition, and says what is wrong with one', async () => {
    opened = await pages.open(records);
    const { page } = opened;
    await opened.press('/');
    await page.keyboard.type('planet');
    await opened.press('Enter');
    await page.locator('[data-part=position]', { hasText: '1 of 1' }).waitFor();
    await eventually(async () => assert.match((await page.locator('.prompt').textContent()) ?? '', /shortest day/));
    await opened.press('/');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('line >= 9');
    await opened.press('Enter');
    await page.locator('[data-part=position]', { hasText: 'of 2' }).waitFor();
    await opened.press('/');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('nothing_of_that_name = 3');
    await opened.press('Enter');
    await page.locator('.filter-error').waitFor();
    await opened.press('/');
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await opened.press('Enter');
    await page.locator('[data-part=position]', { hasText: 'of 10' }).waitFor();
    await page.locator('.filter-error').waitFor({ state: 'detached' });
  });

  it('says so where nothing matches, and leads back', async () => {
    opened = await pages.open(records);
    await opened.press('/');
    await opened.page.keyboard.type('zyxwvut');
    await opened.press('Enter');
    await opened.page.getByText('No comparison matches').waitFor();
    await opened.page.getByText('Show the whole file').click();
    await opened.page.locator('[data-part=position]', { hasText: 'of 10' }).waitFor();
  });

  it('shows evidence after an audit: reasons, margins on the gutter, principles', async () => {
    const many = Array.from({ length: 60 }, (_, i) => ({
      prompt: `Question ${i}: what is ${i} times 2?`,
      chosen:
        i % 12 === 5 ? 'I am not sure about that.' : `The answer is ${2 * i}. You get it by adding ${i} to itself.`,
      rejected:
        i % 12 === 5 ? `The answer is ${2 * i}. You get it by adding ${i} to itself.` : 'I am not sure about that.',
    }));
    opened = await pages.open(many, { audit: true });
    const { page } = opened;
    const plot = page.locator('.plot[role=img]');
    await plot.waitFor();
    const axis = await page.locator('.plot .axis.ensemble').boundingBox();
    const gutter = await page.locator('.response.right').boundingBox();
    assert.ok(axis && gutter);
    assert.ok(
      Math.abs(axis.x + axis.width / 2 - gutter.x) <= 1.5,
      `zero at ${axis.x + axis.width / 2}, gutter at ${gutter.x}`,
    );
    await eventually(async () =>
      assert.match((await page.locator('.principles.left').textContent()) ?? '', /Principles for A/),
    );
    const chip = page.locator('.chip[data-chip=mislabeled], .chip[data-chip=suspect]').first();
    await chip.click();
    await page.locator('[data-part=position]', { hasText: /finding 1 of/ }).waitFor();
    await eventually(async () =>
      assert.match((await page.locator('.evidence .reason').first().textContent()) ?? '', /p = 0\.\d\d/),
    );
    await opened.press('e');
    await page.locator('.evidence.folded').waitFor();
    assert.equal(await countOf('.plot'), 0);
  });

  async function countOf(selector: string): Promise<number> {
    return opened.page.locator(selector).count();
  }
});
