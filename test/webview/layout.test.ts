import assert from 'node:assert/strict';
import { assertEventually } from './assertEventually.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { everyday, gitReset, trainTimes } from './records.ts';
import { usePages } from './usePages.ts';

const broken = '{"prompt":"Write a two-line poem about rain","chosen":"Soft on the roof,';
const records = [gitReset, trainTimes, ...everyday.slice(0, 3), broken];

describe('the layout and modes of the page', () => {
  const pages = usePages();
  let opened: OpenedPage;

  const at = (place: number) => opened.page.locator('[data-part=position]', { hasText: `${place} of 6` }).waitFor();
  const box = async (selector: string) => {
    const found = await opened.page.locator(selector).first().boundingBox();
    assert.ok(found, `${selector} has no box`);
    return found;
  };

  it('has a first look at a file before any audit, and leaves it with Enter', async () => {
    opened = await pages.open(records, { start: false });
    await opened.page.locator('.first-look h1').waitFor();
    await eventually(async () => assert.equal(await opened.page.locator('.response').count(), 0));
    await eventually(async () =>
      assert.match((await opened.page.locator('.first-look').textContent()) ?? '', /6 rows\. Not audited yet\./),
    );
    await opened.press('Enter');
    await at(1);
    assert.equal(opened.host.edits.length, 0);
    const said = (await opened.page.locator('.evidence').textContent()) ?? '';
    // By the letters at the heads of the responses: "says right" could mean that the label is right.
    assert.match(said, /(The label says (A|B|tie|both bad)|There is no label)\. Not audited yet/);
  });

  it('goes on where an earlier page left off', async () => {
    const view = { filter: {}, sort: 'position' as const };
    opened = await pages.open(records, { start: false, welcome: { state: { view, row: 2 } } });
    await at(3);
    await opened.press('j', 'l');
    await at(4);
    await assertEventually(async () => (await opened.page.locator('.list').count()) === 0);
    await assertEventually(() => opened.host.states.at(-1)?.row === 3);
    await opened.page.reload();
    await at(4);
    await eventually(async () => assert.equal(await opened.page.locator('.list').count(), 0));
    await assertEventually(() => opened.host.states.at(-1)?.row === 3);
  });

  it('has the measures of the design, side by side', async () => {
    opened = await pages.open(records);
    assert.equal((await box('.toolbar')).height, 36);
    assert.equal((await box('.chips')).height, 30);
    assert.equal((await box('.list')).width, 236);
    assert.equal((await box('.list-row')).height, 40);
    const left = await box('.response.left');
    const right = await box('.response.right');
    assert.equal(left.y, right.y);
    assert.ok(Math.abs(left.width - right.width) <= 1);
    assert.equal((await box('.decision')).height, 44);
  });

  it('keeps response headers in sight while the texts scroll', async () => {
    const long = Array.from({ length: 80 }, (_, i) => `Paragraph ${i}.`).join('\n\n');
    opened = await pages.open([{ prompt: 'Go', chosen: long, rejected: `${long} More.` }]);
    const before = await box('.response.left .response-head');
    await opened.page.locator('.scroller').evaluate(element => element.scrollBy(0, 900));
    const scroller = await box('.scroller');
    assert.ok((await box('.response.left .response-head')).y < before.y);
    assert.equal((await box('.response.left .response-head')).y, scroller.y);
  });

  it('hides the list below 1000 px and stacks the responses below 700 px', async () => {
    opened = await pages.open(records, { width: 900 });
    await eventually(async () => assert.equal(await opened.page.locator('.list').isVisible(), false));
    const bar = await box('.decision');
    const next = await box('vscode-button[data-action=keep]');
    assert.ok(next.x + next.width <= bar.x + bar.width, 'the last button is cut off');
    await opened.page.setViewportSize({ width: 620, height: 900 });
    const left = await box('.response.left');
    const right = await box('.response.right');
    assert.equal(left.x, right.x);
    assert.ok(right.y >= left.y + left.height);
    await eventually(async () => assert.equal(await opened.page.evaluate('document.documentElement.scrollWidth'), 620));
  });

  it('hides label, models and evidence in blind mode until the verdict, which counts as blind', async () => {
    opened = await pages.open(records, { start: false });
    const { page, host } = opened;
    await opened.press('b');
    await page.locator('.response.left').waitFor();
    await eventually(async () => assert.equal(await page.locator('[data-badge]').count(), 0));
    await eventually(async () => assert.equal(await page.locator('.decision .codicon-tag').count(), 0));
    await eventually(async () =>
      assert.match((await page.locator('vscode-button[data-action=keep]').textContent()) ?? '', /Skip/),
    );
    await page.locator('.evidence', { hasText: 'after your verdict' }).waitFor();
    await opened.press('1');
    await page.locator('[data-badge=verdict]').waitFor();
    await page.locator('[data-badge=chosen]').waitFor();
    await at(1);
    await page.locator('[data-part=progress]', { hasText: '1 of 6' }).waitFor();
    const [edit] = host.edits;
    assert.ok(edit?.action.type === 'verdict' && edit.action.given === 'blind');
    // Leaving blind mode shows the next label, so that a later verdict on it is not blind any more.
    await opened.press('b', 'j', 'b', '2');
    await page.locator('.list-row.done').nth(1).waitFor();
    await assertEventually(() => host.edits.length === 2);
    const last = host.edits.at(-1)?.action;
    assert.ok(last?.type === 'verdict' && last.row === 1 && last.given === 'seen');
  });

  it('shows a malformed line with its reason, and takes no verdict on it', async () => {
    opened = await pages.open(records, { audit: true });
    const { page, host } = opened;
    await page.locator('.chip[data-chip=malformed]').click();
    await page.locator('.malformed h1').waitFor();
    await eventually(async () =>
      assert.match((await page.locator('.malformed').textContent()) ?? '', /Line 6.*Soft on the roof/s),
    );
    await eventually(async () =>
      assert.equal(await page.locator('vscode-button[data-action=tie]').getAttribute('disabled'), ''),
    );
    await opened.press('1');
    await page.locator('.announcer', { hasText: 'not a comparison' }).waitFor({ state: 'attached' });
    assert.equal(host.edits.length, 0);
    await page.getByText('Edit as text').click();
    assert.deepEqual(host.commands, ['openAsText']);
    await page.locator('.chip[data-chip=all]').click();
    await at(6);
  });

  it('can be walked with the keyboard alone', async () => {
    opened = await pages.open(records);
    const { page } = opened;
    const region = () =>
      page.evaluate(() => {
        const names = ['toolbar', 'chips', 'list', 'scroller', 'evidence', 'decision'];
        return names.find(name => document.activeElement?.closest(`.${name}`)) ?? 'none';
      });
    const walked: string[] = [];
    await page.locator('.scroller').focus();
    for (let i = 0; i < 6; i++) {
      await opened.press('F6');
      walked.push(await region());
    }
    assert.deepEqual(walked, ['evidence', 'decision', 'toolbar', 'chips', 'list', 'scroller']);
    await opened.press('Shift+F6');
    assert.equal(await region(), 'list');
    await opened.press('ArrowDown', 'ArrowDown');
    await at(3);
    await opened.press('F6', 'F6', 'F6');
    assert.equal(await region(), 'decision');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-action'));
    assert.equal(await focused(), 'preferLeft');
    await opened.press('ArrowRight', 'ArrowRight');
    assert.equal(await focused(), 'tie');
    await opened.press('Enter');
    await page.locator('.list-row.done').waitFor();
    const edit = opened.host.edits[0]?.action;
    assert.ok(edit?.type === 'verdict' && edit.verdict === 'tie' && edit.row === 2);
  });

  it('shows the keys on ?, and closes them with Escape', async () => {
    opened = await pages.open(records);
    await opened.press('?');
    await opened.page.locator('.help[open]').waitFor();
    await opened.press('1');
    await opened.press('Escape');
    await opened.page.locator('.help').waitFor({ state: 'detached' });
    assert.equal(opened.host.edits.length, 0);
  });

  it('leaves keys with Ctrl to VS Code, and takes plain keys away from it', async () => {
    opened = await pages.open(records);
    const { page } = opened;
    await page.evaluate("window.seen = []; window.addEventListener('keydown', event => window.seen.push(event.key))");
    await opened.press('j', 'Control+z', 'Control+s', 'l', 'q');
    await at(2);
    await eventually(async () =>
      assert.deepEqual(await page.evaluate('window.seen.filter(key => key !== "Control")'), ['z', 's', 'q']),
    );
  });
});
