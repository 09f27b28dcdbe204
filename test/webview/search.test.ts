import assert from 'node:assert/strict';
import { assertEventually } from './assertEventually.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { everyday, gitReset } from './records.ts';
import { usePages } from './usePages.ts';

const records = [gitReset, ...everyday].map((record, i) => ({ ...record, source: ['web', 'forum', "ann's"][i % 3] }));

describe('the filter box', () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (welcome = {}): Promise<void> => {
    opened = await pages.open(records, { welcome });
    await opened.press('/');
  };
  const box = () => opened.page.locator('.search');
  const offers = () => opened.page.locator('.offer');
  const type = (text: string) => box().pressSequentially(text);
  const total = (n: number) => opened.page.locator('[data-part=position]', { hasText: `of ${n}` }).waitFor();

  it('completes columns and their values by keyboard', async () => {
    await open();
    await type('chars_a > 10 and sou');
    await offers().first().waitFor();
    await eventually(async () => assert.equal(await offers().first().locator('.offer-text').textContent(), 'source'));
    await eventually(async () => assert.equal(await box().getAttribute('aria-expanded'), 'true'));
    await opened.press('Tab');
    await eventually(async () => assert.equal(await box().inputValue(), 'chars_a > 10 and source'));
    await type(' = ');
    await offers().filter({ hasText: "ann's" }).waitFor();
    await opened.press('ArrowUp');
    await assertEventually(async () => (await box().getAttribute('aria-activedescendant')) === 'offer-2');
    await opened.press('ArrowUp', 'ArrowUp', 'Enter');
    const value = await box().inputValue();
    assert.match(value, /source = '/);
    await box().fill('');
    await type("source = 'ann");
    await offers().filter({ hasText: "ann's" }).waitFor();
    await opened.press('ArrowDown', 'Enter');
    await eventually(async () => assert.equal(await box().inputValue(), "source = 'ann''s'"));
    await opened.press('Enter');
    await total(3);
  });

  it('says what is wrong with a condition, and where', async () => {
    await open();
    await type('p < 0.2 annd q > 1');
    await opened.press('Enter');
    await opened.page.locator('.filter-error', { hasText: 'not valid SQL' }).waitFor();
    await eventually(async () => assert.equal(await opened.page.locator('.filter-place mark').textContent(), 'annd'));
    await opened.press('/');
    await box().fill('');
    await type('sourze = 1');
    await opened.press('Enter');
    await opened.page
      .locator('.filter-error', { hasText: 'There is no column "sourze". Did you mean "source"?' })
      .waitFor();
    await eventually(async () => assert.equal(await opened.page.locator('.filter-place mark').textContent(), 'sourze'));
  });

  it('reads words as words and conditions as conditions, as the user says', async () => {
    await open();
    const kind = opened.page.locator('.filter-kind');
    await type('frost');
    await eventually(async () => assert.match((await kind.textContent()) ?? '', /words/));
    await opened.press('Enter');
    await total(1);
    await opened.press('/');
    await box().fill('');
    await type('=malformed');
    await eventually(async () => assert.match((await kind.textContent()) ?? '', /condition/));
    await opened.press('Enter');
    await total(0);
    await opened.press('/');
    await box().fill('');
    await type('between affect');
    await kind.click();
    await eventually(async () => assert.match((await kind.textContent()) ?? '', /words/));
    await box().press('Enter');
    await total(1);
    await assertEventually(() => opened.host.states.at(-1)?.view.filter.text?.kind === 'words');
  });

  it('brings back what was searched for', async () => {
    await open();
    await type('frost');
    await opened.press('Enter');
    await total(1);
    await opened.press('/');
    await box().fill('');
    await type('planet');
    await opened.press('Enter');
    await total(1);
    await opened.press('/');
    await box().fill('');
    await opened.press('ArrowUp', 'ArrowUp');
    await eventually(async () => assert.equal(await box().inputValue(), 'frost'));
    await opened.press('ArrowDown');
    await eventually(async () => assert.equal(await box().inputValue(), 'planet'));
  });

  it('has a chip per saved filter, and offers to save what is filtered', async () => {
    const view = { filter: { text: { kind: 'sql', value: "source = 'web'" } }, sort: 'position' } as const;
    await open({ savedFilters: [{ name: 'from the web', view }] });
    const chip = opened.page.locator('[data-chip="saved-from the web"]');
    await chip.click();
    await total(3);
    await eventually(async () => assert.equal(await chip.getAttribute('aria-pressed'), 'true'));
    await eventually(async () => assert.equal(await opened.page.locator('[data-chip=save-filter]').count(), 0));
    await opened.press('/');
    await box().fill('frost');
    await opened.press('Enter');
    await opened.page.locator('[data-chip=save-filter]').click();
    await assertEventually(() => opened.host.commands.includes('saveFilter'));
  });
});
