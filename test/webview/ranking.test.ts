import assert from 'node:assert/strict';
import { assertEventually } from './assertEventually.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import type { Theme } from './pageServer.ts';
import { usePages } from './usePages.ts';

const answer = (text: string, rank: number, model: string): object => ({ answer: text, rank, model });
const nectar = [
  {
    prompt: '\n\nHuman: Why is my bread dense?\n\nAssistant: ',
    answers: [
      answer('It was underproofed. Poke the dough: if the dent fills back slowly, bake it.', 2, 'helper-7b'),
      answer('Bad flour <img src=x onerror="document.title=1">.', 4, 'base-3b'),
      answer('Time and warmth. Let it rise until it has doubled, then bake it hot.', 1, 'helper-13b'),
      answer('It was underproofed, or the yeast was old.', 3, 'helper-7b-sft'),
    ],
    num_responses: 4,
  },
  {
    prompt: '\n\nHuman: Name a prime number.\n\nAssistant: ',
    answers: [answer('Nine.', 2, 'base-3b'), answer('Seven.', 1, 'helper-7b')],
    num_responses: 2,
  },
];
const pair = { prompt: 'Name a prime.', chosen: 'Seven.', rejected: 'Nine.' };

describe('the list of a comparison', () => {
  const pages = usePages({ looksAtWrong: true });
  let opened: OpenedPage;

  const ranking = () => opened.page.locator('.ranking');
  const inFocus = () => ranking().locator('.in-focus b').allTextContents();
  const shows = (...ranks: readonly string[]) =>
    assertEventually(async () => (await inFocus()).join() === ranks.join());

  it('is shown best first, with the pair in focus and where it stands on screen', async () => {
    opened = await pages.open(nectar);
    await shows('1', '4');
    assert.deepEqual(await ranking().locator('ol b').allTextContents(), ['1', '2', '3', '4']);
    const rows = await ranking().locator('li').allTextContents();
    assert.match(rows[0]!, /1A?B?helper-13b/);
    assert.deepEqual((await ranking().locator('.side').allTextContents()).sort(), ['A', 'B']);
    // The letters are those of the responses: A is what stands at the left.
    const left = (await opened.page.locator('.response.left .reading').textContent()) ?? '';
    const letterA = await ranking()
      .locator('.in-focus', { has: opened.page.locator('.side.left') })
      .textContent();
    assert.ok(letterA?.includes(left.trim().slice(0, 20)), `${letterA} / ${left}`);
    // Texts stay texts.
    await eventually(async () => assert.equal(await ranking().locator('img').count(), 0));
    assert.match(rows[3]!, /<img src=x/);
    // By best-worst there is one pair, and no other response leads anywhere.
    await eventually(async () => assert.equal(await ranking().locator('button').count(), 0));
    await opened.press(']');
    await eventually(async () =>
      assert.match((await opened.page.locator('.announcer').textContent()) ?? '', /only pair of its list/),
    );
    assert.deepEqual(opened.wrong, []);
  });

  it('leads to the other pairs of the list, by keys and by clicks, and marks what was decided', async () => {
    opened = await pages.open(nectar, { pairs: 'all' });
    await shows('1', '2');
    assert.deepEqual(await ranking().locator('.list-pair .figures:first-child').allTextContents(), [
      '1 over 2',
      '1 over 3',
      '1 over 4',
      '2 over 3',
      '2 over 4',
      '3 over 4',
    ]);
    await opened.press(']');
    await shows('1', '3');
    await opened.press('[', '[');
    await shows('3', '4');
    await opened.press(']');
    await shows('1', '2');
    // A response that is not in focus: a pair that holds it together with one that is.
    await ranking().locator('ol button', { hasText: 'base-3b' }).click();
    await shows('1', '4');
    await ranking().locator('.list-pair', { hasText: '2 over 3' }).click();
    await shows('2', '3');
    await opened.press('3');
    await assertEventually(async () => (await ranking().locator('.list-pair [role="img"]').count()) === 1);
    await eventually(async () =>
      assert.equal(await opened.page.locator('.scroller').getAttribute('aria-label'), 'Comparison of line 1'),
    );
    assert.deepEqual(opened.wrong, []);
  });

  it('says so where the view does not hold the pair', async () => {
    opened = await pages.open(nectar, { pairs: 'all' });
    await opened.host.show({ view: { filter: { text: { kind: 'sql', value: 'row = 0' } }, sort: 'position' } });
    await opened.page.locator('[data-part=position]', { hasText: /^1 of 1$/ }).waitFor();
    await shows('1', '2');
    await opened.press(']');
    await assertEventually(async () =>
      /not in this view/.test((await opened.page.locator('.announcer').textContent()) ?? ''),
    );
    assert.deepEqual(await inFocus(), ['1', '2']);
  });

  it('is hidden in blind mode until the verdict, and absent where there is no list', async () => {
    opened = await pages.open(nectar);
    await shows('1', '4');
    await opened.press('b');
    await assertEventually(async () => (await ranking().count()) === 0);
    await opened.press('b');
    await shows('1', '4');
    await opened.close();
    opened = await pages.open([pair]);
    await opened.page.locator('.response').first().waitFor();
    await eventually(async () => assert.equal(await ranking().count(), 0));
    await opened.press(']');
    await eventually(async () =>
      assert.match((await opened.page.locator('.announcer').textContent()) ?? '', /not a pair of a list/),
    );
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[]) {
    it(`has nothing that axe finds serious (${theme})`, async () => {
      opened = await pages.open(nectar, { theme, pairs: 'all' });
      await shows('1', '2');
      assert.deepEqual(await axeFaults(opened.page), []);
      if (process.env.PAIRLENS_SHOTS)
        await opened.page.screenshot({ path: `${process.env.PAIRLENS_SHOTS}/ranking-${theme}.png` });
    });
  }
});
