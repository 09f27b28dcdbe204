import assert from 'node:assert/strict';
import { reloadLink } from '../../webview/comparison/state/openAgain.ts';
import { assertEventually } from './assertEventually.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import { Harness, type OpenedPage } from './harness.ts';
import { pageFile } from './pageServer.ts';
import { everyday, gitReset, trainTimes } from './records.ts';

const never = new Promise<void>(() => undefined);

describe('a page whose host does not answer', () => {
  let harness: Harness;
  let opened: OpenedPage;

  before(async () => {
    harness = await Harness.start();
  });
  after(() => harness.stop());

  beforeEach(async () => {
    opened = await harness.open([gitReset, trainTimes, ...everyday], { clock: true });
  });
  afterEach(async () => {
    assert.deepEqual(opened.wrong, []);
    await opened.close();
  });

  const silent = () => opened.page.locator('[data-part=silent]');
  const unkept = () => opened.page.locator('[data-part=unkept]');
  /** Has every timer of the page run that would have run in so many seconds. */
  const pass = (seconds: number) => opened.page.clock.runFor(seconds * 1000);

  it('says so, marks what nobody confirmed, takes no more verdicts, and names what cures it', async () => {
    await opened.press('2');
    await opened.page.locator('[data-part=position]', { hasText: '2 of 10' }).waitFor();
    await assertEventually(() => opened.host.edits.length === 1);
    opened.host.silence = never;
    await opened.press('3');
    await opened.page.locator('[data-part=position]', { hasText: '3 of 10' }).waitFor();
    await pass(20);
    await silent().waitFor();
    await eventually(async () =>
      assert.match(
        (await silent().textContent()) ?? '',
        /What was confirmed is kept\. 1 decision since then is not kept yet\./,
      ),
    );
    await opened.press('4');
    await eventually(async () =>
      assert.match(
        (await opened.page.locator('.announcer').textContent()) ?? '',
        /does not answer: nothing was decided/,
      ),
    );
    assert.equal(await unkept().count(), 0, 'nothing was decided about the third');
    await opened.press('k');
    await unkept().waitFor();
    await opened.press('k');
    await unkept().waitFor({ state: 'detached' });

    const links = await silent()
      .locator('a')
      .evaluateAll(all => all.map(link => link.getAttribute('href')));
    assert.equal(links[1], reloadLink);
    const [what] = JSON.parse(decodeURIComponent(links[0]!.split('?')[1]!)) as [Record<string, unknown>];
    assert.equal(what.file, pageFile);
    assert.deepEqual(
      (what.unconfirmed as { readonly row: number }[]).map(({ row }) => row),
      [1],
    );
  });

  it('goes on once the host answers after all', async () => {
    let speak = (): void => undefined;
    opened.host.silence = new Promise(resolve => {
      speak = resolve;
    });
    await opened.press('2');
    await pass(20);
    await silent().waitFor();
    assert.equal(await opened.page.evaluate('document.activeElement.className'), 'cure', 'Enter opens it again');
    speak();
    await silent().waitFor({ state: 'detached' });
    await opened.page.locator('[data-part=progress]', { hasText: '1 of 10' }).waitFor();
    assert.equal(opened.host.edits.length, 1);
    await opened.press('3');
    await assertEventually(() => opened.host.edits.length === 2);
  });

  it('does not take a host for gone whose engine is busy', async () => {
    opened.host.hold = never;
    await opened.press('2');
    for (let i = 0; i < 30; i++) {
      await pass(1);
      assert.equal(await silent().count(), 0);
    }
  });

  it('does not take a host for gone after the machine has slept', async () => {
    // Each timer that is due runs once, as after a sleep.
    for (let i = 0; i < 3; i++) {
      await opened.page.clock.fastForward(3_600_000);
      await eventually(async () => assert.equal(await silent().count(), 0));
    }
  });

  it('leaves the focus where a note is written, and marks it as not kept', async () => {
    opened.host.silence = never;
    await opened.press('n');
    await opened.page.locator('.note-field').waitFor();
    await opened.page.keyboard.type('seven or');
    await pass(20);
    await silent().waitFor();
    await opened.page.keyboard.type(' eight?');
    await opened.press('Enter');
    await opened.page.locator('.note', { hasText: 'seven or eight?' }).waitFor();
    await unkept().waitFor();
  });

  for (const theme of ['light', 'high-contrast'] as const) {
    it(`is as readable as it is otherwise, with all its bars in sight (${theme})`, async () => {
      await opened.close();
      opened = await harness.open([gitReset, trainTimes, ...everyday], { clock: true, theme });
      opened.host.silence = never;
      await opened.press('2', 'k');
      await pass(20);
      await unkept().waitFor();
      assert.deepEqual(await axeFaults(opened.page), []);
      const bar = await opened.page.locator('.decision').boundingBox();
      assert.ok(bar !== null && bar.y + bar.height <= 800, JSON.stringify(bar));
    });
  }

  it('says so too where it comes back and nobody tells it what to show', async () => {
    opened.host.silence = never;
    await opened.page.reload();
    await opened.page.locator('#app').waitFor({ state: 'attached' });
    await pass(20);
    await silent().waitFor();
    assert.equal(await silent().locator('a').count(), 2);
  });
});
