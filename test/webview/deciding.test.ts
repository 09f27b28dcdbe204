import assert from 'node:assert/strict';
import { assertEventually } from './assertEventually.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { everyday, gitReset, trainTimes } from './records.ts';
import { usePages } from './usePages.ts';

const records = [gitReset, trainTimes, ...everyday];

describe('deciding in the page', () => {
  const pages = usePages();
  let opened: OpenedPage;

  const position = () => opened.page.locator('[data-part=position]');
  const at = (place: number) => opened.page.locator('[data-part=position]', { hasText: `${place} of 10` }).waitFor();
  const pressed = () => opened.page.locator('.decision vscode-button[data-pressed=true]');

  it('draws prompt and both responses, with the label', async () => {
    opened = await pages.open(records);
    const { page } = opened;
    await eventually(async () => assert.equal(await position().textContent(), '1 of 10'));
    await eventually(async () =>
      assert.match((await page.locator('.prompt').textContent()) ?? '', /undo my last commit/),
    );
    await eventually(async () =>
      assert.match((await page.locator('.response.left').textContent()) ?? '', /keeps your edits in the working tree/),
    );
    await eventually(async () =>
      assert.match((await page.locator('.response.right').textContent()) ?? '', /git revert HEAD/),
    );
    await eventually(async () => assert.equal(await page.locator('.response.left [data-badge=chosen]').count(), 1));
    await eventually(async () => assert.equal(await page.locator('.response.right [data-badge=chosen]').count(), 0));
  });

  it('gives a verdict by key, says so, and goes on', async () => {
    opened = await pages.open(records);
    await opened.press('2');
    await at(2);
    await eventually(async () =>
      assert.match((await opened.page.locator('.announcer').textContent()) ?? '', /^B is better\. 1 of 10\.$/),
    );
    await opened.press('3');
    await at(3);
    await opened.press('4', 'x', 'f');
    await at(6);
    await opened.page.locator('[data-part=progress]', { hasText: /of 10/ }).waitFor();
    await assertEventually(() => opened.host.edits.length === 5);
    assert.deepEqual(
      opened.host.edits.map(({ action }) => action.type === 'verdict' && [action.row, action.verdict, action.given]),
      [
        [0, 'b', 'seen'],
        [1, 'tie', 'seen'],
        [2, 'both_bad', 'seen'],
        [3, 'drop', 'seen'],
        [4, 'later', 'seen'],
      ],
    );
    await opened.press('k', 'k', 'k', 'k', 'k');
    await at(1);
    await eventually(async () =>
      assert.equal(await opened.page.locator('.response.right [data-badge=verdict]').count(), 1),
    );
    await eventually(async () => assert.equal(await pressed().getAttribute('data-action'), 'preferRight'));
  });

  it('maps the keys of a side to the record, whichever side is shown at the left', async () => {
    opened = await pages.open(records, { welcome: { settings: { sides: 'shuffled', autoAdvance: false } } });
    let swapped = 0;
    for (let row = 0; row < records.length; row++) {
      // The toolbar is ahead of the texts where they are still on their way.
      await opened.page.getByLabel(`Comparison of line ${row + 1}`, { exact: true }).waitFor();
      const chosenIsLeft = (await opened.page.locator('.response.left [data-badge=chosen]').count()) === 1;
      swapped += chosenIsLeft ? 0 : 1;
      await opened.press('1');
      await opened.page.locator('.response.left [data-badge=verdict]').waitFor();
      await assertEventually(() => opened.host.edits.length === row + 1);
      assert.equal(opened.host.decisions.get(row)?.verdict, chosenIsLeft ? 'a' : 'b');
      await opened.press('j');
      if (row + 1 < records.length) await at(row + 2);
    }
    assert.ok(swapped > 0 && swapped < records.length, `${swapped} of ${records.length} are swapped`);
  });

  it('draws a verdict before the host has answered, and takes it back if the host refuses', async () => {
    opened = await pages.open(records, { welcome: { settings: { sides: 'file', autoAdvance: false } } });
    const { host, page } = opened;
    let release = (): void => undefined;
    host.hold = new Promise(resolve => {
      release = () => resolve();
    });
    host.refuse = 'The journal cannot be written: the disk is full.';
    await opened.press('1');
    await page.locator('.response.left [data-badge=verdict]').waitFor();
    assert.equal(host.edits.length, 0);
    release();
    await page.locator('.notice.error', { hasText: 'the disk is full' }).waitFor();
    await eventually(async () => assert.equal(await page.locator('[data-badge=verdict]').count(), 0));
    await eventually(async () => assert.equal(await pressed().count(), 0));
    host.refuse = null;
    await opened.press('1');
    await page.locator('.notice').waitFor({ state: 'detached' });
    await assertEventually(() => host.decisions.get(0)?.verdict === 'a');
  });

  it('keeps the label with Enter and passes over what has a verdict', async () => {
    opened = await pages.open(records);
    await opened.press('j', '2', 'k', 'k');
    await at(1);
    await eventually(async () =>
      assert.match((await opened.page.locator('vscode-button[data-action=keep]').textContent()) ?? '', /Keep A, next/),
    );
    await opened.press('Enter');
    await at(3);
    await assertEventually(() => opened.host.decisions.get(0)?.verdict === 'a');
  });

  it('undoes through the host and shows what was undone', async () => {
    opened = await pages.open(records);
    await opened.press('1');
    await at(2);
    await assertEventually(() => opened.host.edits.length === 1);
    await opened.press('z');
    await at(1);
    await pressed().waitFor({ state: 'detached' });
    assert.deepEqual(opened.host.commands, ['undo']);
    assert.equal(opened.host.decisions.size, 0);
  });

  it('takes a verdict back with the same key', async () => {
    opened = await pages.open(records, { welcome: { settings: { sides: 'file', autoAdvance: false } } });
    await opened.press('3');
    await pressed().waitFor();
    await opened.press('3');
    await pressed().waitFor({ state: 'detached' });
    await assertEventually(() => opened.host.edits.length === 2 && opened.host.decisions.size === 0);
  });

  it('writes a note without the keys taking part', async () => {
    opened = await pages.open(records);
    await opened.press('n');
    await opened.page.locator('.note-field').waitFor();
    await opened.page.waitForFunction(() => document.activeElement?.classList.contains('note-field'));
    await opened.page.keyboard.type('x1 is wrong, see 4');
    await opened.press('Enter');
    await opened.page.locator('.note', { hasText: 'x1 is wrong, see 4' }).waitFor();
    await assertEventually(() => opened.host.decisions.get(0)?.note === 'x1 is wrong, see 4');
    assert.equal(opened.host.decisions.get(0)?.verdict, null);
    await eventually(async () => assert.equal(await position().textContent(), '1 of 10'));
  });

  it('edits a text in place as one step, and puts it back', async () => {
    opened = await pages.open(records);
    const { page, host } = opened;
    await page.locator('.response.left .message').dblclick();
    await page.locator('textarea').fill('Use git reset --soft.');
    await page.keyboard.press('Control+Enter');
    await page.locator('.response.left', { hasText: 'Use git reset --soft.' }).waitFor();
    await assertEventually(() => host.decisions.get(0)?.texts['a/0'] === 'Use git reset --soft.');
    await page.locator('.response.left').getByText('edited, put back').click();
    await page.locator('.response.left', { hasText: 'nothing can be lost' }).waitFor();
    await page.locator('.prompt [data-edit]').click();
    await page.locator('textarea').fill('never kept');
    await page.keyboard.press('Escape');
    await page.locator('.prompt', { hasText: 'undo my last commit' }).waitFor();
    await assertEventually(() => host.edits.length === 2 && host.decisions.size === 0);
  });

  it('edits the system message and earlier turns of a conversation in place', async () => {
    opened = await pages.open([trainTimes, ...everyday]);
    const { page, host } = opened;
    const change = async (ref: string, text: string): Promise<void> => {
      await page.locator(`[data-edit="${ref}"]`).click();
      await page.locator('textarea').fill(text);
      await page.keyboard.press('Control+Enter');
      await page.locator('.prompt', { hasText: text }).waitFor();
    };
    await page.getByLabel('System, unfold').click();
    await change('prompt/0', 'You plan trips by train.');
    await page.locator('.prompt .fold[aria-label*="turns, unfold"]').click();
    await change('prompt/2', 'Where do you sleep tonight?');
    await assertEventually(() => host.edits.length === 2);
    assert.deepEqual(host.decisions.get(0)?.texts, {
      'prompt/0': 'You plan trips by train.',
      'prompt/2': 'Where do you sleep tonight?',
    });
    // The row stays, and so does what was unfolded.
    await eventually(async () => assert.equal(await page.getByLabel('System, fold').count(), 1));
    await page.locator('.turns').getByText('edited, put back').click();
    await page.locator('.turns', { hasText: 'Where do you need to be tonight?' }).waitFor();
  });

  it('duplicates and adds comparisons by key, and removes them again', async () => {
    opened = await pages.open(records);
    const { page, host } = opened;
    await opened.press('j', 'c');
    await page.locator('[data-part=position]', { hasText: '3 of 11' }).waitFor();
    await page.locator('.toolbar', { hasText: 'added, line 2' }).waitFor();
    await page.locator('.prompt', { hasText: 'Which train can I take' }).waitFor();
    await opened.press('3');
    await page.locator('[data-part=position]', { hasText: '4 of 11' }).waitFor();
    await opened.press('a');
    await page.locator('[data-part=position]', { hasText: '5 of 12' }).waitFor();
    await page.locator('.response.left', { hasText: 'This response is empty.' }).waitFor();
    await page.locator('.toolbar vscode-button[aria-label="Remove this added comparison"]').click();
    await page.locator('[data-part=position]', { hasText: '4 of 11' }).waitFor();
    await assertEventually(() => [...host.decisions.values()].filter(({ added }) => added !== undefined).length === 1);
    // The place of the list, too, is that of the file.
    await page.locator('.list-row[aria-posinset="3"]', { hasText: 'added, line 2' }).waitFor();
  });

  it('refuses edits where the host says so, in place', async () => {
    opened = await pages.open(records, {
      welcome: { readOnly: 'This workspace is not trusted, so nothing is changed.' },
    });
    await opened.press('1');
    await opened.page.locator('.notice', { hasText: 'not trusted' }).first().waitFor();
    await eventually(async () =>
      assert.equal(await opened.page.locator('vscode-button[data-action=preferLeft]').getAttribute('disabled'), ''),
    );
    assert.equal(opened.host.edits.length, 0);
    await eventually(async () => assert.equal(await position().textContent(), '1 of 10'));
  });

  it('follows remapped keys, on the buttons too, and commands from the palette', async () => {
    opened = await pages.open(records);
    await opened.host.setWelcome({ keys: { q: 'preferLeft', j: 'next' } });
    await opened.page.locator('vscode-button[data-action=preferLeft] kbd', { hasText: 'q' }).waitFor();
    await eventually(async () =>
      assert.equal(await opened.page.locator('vscode-button[data-action=tie] kbd').count(), 0),
    );
    await opened.press('1', '3');
    assert.equal(opened.host.edits.length, 0);
    await opened.press('q');
    await at(2);
    await opened.host.act('tie');
    await at(3);
    assert.equal(opened.host.decisions.get(1)?.verdict, 'tie');
  });
});
