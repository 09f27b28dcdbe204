import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { windowRequest } from '../../src/protocol/reading.ts';
import { mergeRequest, reviewersRequest } from '../../src/protocol/review.ts';
import type { View } from '../../src/protocol/view.ts';
import { assertEventually } from './assertEventually.ts';
import { axeFaults } from './axeFaults.ts';
import { eventually } from './eventually.ts';
import type { OpenedPage } from './harness.ts';
import { everyday, gitReset, trainTimes } from './records.ts';
import { usePages } from './usePages.ts';

const records = [gitReset, trainTimes, ...everyday];
const check: View = { filter: { check: { seed: 7, n: 10 } }, sort: 'position' };

describe('reviewing in the page', () => {
  const pages = usePages();
  let opened: OpenedPage;

  const at = (words: string) => opened.page.locator('[data-part=position]', { hasText: words }).waitFor();
  const part = (name: string, hasText: string | RegExp = /./) =>
    opened.page.locator(`[data-part=${name}]`, { hasText }).first();
  const textOf = async (selector: string) => (await opened.page.locator(selector).textContent()) ?? '';

  describe('a random check', () => {
    it('hides what could tell, goes on by itself, and records how the verdicts were given', async () => {
      opened = await pages.open(records, { audit: true });
      const { host, page } = opened;
      await page.locator('[data-badge=chosen]').first().waitFor();
      await host.show({ view: check });
      await part('blind', 'Random check').waitFor();
      await at('check 1 of 11');
      await eventually(async () => assert.equal(await page.locator('[data-badge=chosen]').count(), 0));
      await eventually(async () => assert.equal(await page.locator('.evidence .dots, .evidence svg').count(), 0));
      await eventually(async () => assert.equal(await page.locator('.list-row .facts', { hasText: 'p .' }).count(), 0));
      const drawn = await host.request(windowRequest, { view: check, start: 0, count: 1 });
      await opened.press('1');
      await at('check 2 of 11');
      await part('blind', '1/11').waitFor();
      await opened.press('3');
      await at('check 3 of 11');
      await assertEventually(() => host.edits.length === 2);
      const [first, second] = host.edits.map(({ action }) => action);
      assert.ok(first?.type === 'verdict' && first.given === 'random' && first.row === drawn.items[0]?.row);
      assert.ok(second?.type === 'verdict' && second.verdict === 'tie' && second.given === 'random');
      // Nothing comes to light on the way, not even of what has a verdict.
      await opened.press('k');
      await at('check 2 of 11');
      await eventually(async () => assert.equal(await page.locator('[data-badge=chosen]').count(), 0));
      assert.match(await textOf('.evidence'), /when the check is done/);
      await eventually(async () =>
        assert.equal(await page.locator('.announcer', { hasText: 'label says' }).count(), 0),
      );
    });

    it('shows some again with their sides exchanged, and says at the end what it found', async () => {
      opened = await pages.open(records, { audit: true });
      const { host, page } = opened;
      await host.show({ view: check });
      await at('check 1 of 11');
      const left = await textOf('.response.left .message');
      const right = await textOf('.response.right .message');
      for (let i = 1; i <= 10; i++) {
        await opened.press('1');
        await at(`check ${i + 1} of 11`);
      }
      // The first one again: what was at the left is at the right, and it looks as if it had never been judged.
      await part('blind', 'sides exchanged').waitFor();
      await page.locator('.response.left .message', { hasText: right.slice(0, 30) }).waitFor();
      assert.equal(await textOf('.response.right .message'), left);
      await eventually(async () => assert.equal(await page.locator('.decision [data-pressed=true]').count(), 0));
      await opened.press('2');
      await page.locator('.check-done').waitFor();
      await page.locator('.check-done', { hasText: '1 of 1 when they came again' }).waitFor();
      assert.deepEqual(await axeFaults(page), []);
      assert.match(await textOf('.check-done'), /exact 95 % interval/);
      assert.match(await textOf('.check-done'), /20 more give the file’s flip rate/);
      await assertEventually(() => host.edits.length === 11);
      const last = host.edits.at(-1)!.action;
      const first = host.edits[0]!.action;
      assert.ok(last.type === 'again' && first.type === 'verdict');
      assert.equal(last.row, first.row);
      assert.equal(last.verdict, first.verdict, 'the same response, at the other place');
      // Undone, it waits again.
      await opened.press('z');
      await at('check 11 of 11');
      await part('blind', '10/11').waitFor();
      assert.equal(host.decisions.get(first.row)?.again, undefined);
      assert.equal(host.decisions.get(first.row)?.given, 'random');
    });

    it('is taken up again where it was left, by its verdicts alone', async () => {
      opened = await pages.open(records);
      await opened.host.show({ view: check });
      await at('check 1 of 11');
      await opened.press('1');
      await at('check 2 of 11');
      await opened.press('2');
      await at('check 3 of 11');
      await assertEventually(() => opened.host.edits.length === 2);
      await opened.press('b');
      await at('of 10');
      await opened.host.show({ view: check });
      await at('check 3 of 11');
      await part('blind', '2/11').waitFor();
    });

    it('is taken up again behind a verdict that is still on its way', async () => {
      opened = await pages.open(records);
      const { host } = opened;
      await host.show({ view: check });
      await at('check 1 of 11');
      await opened.press('1');
      await at('check 2 of 11');
      await assertEventually(() => host.edits.length === 1);
      let arrive = (): void => undefined;
      host.hold = new Promise(settle => {
        arrive = settle;
      });
      await opened.press('2');
      await at('check 3 of 11');
      await opened.press('b');
      await at('of 10');
      await host.show({ view: check });
      await at('check 3 of 11');
      assert.equal(host.edits.length, 1, 'the engine has not heard of it');
      arrive();
      await assertEventually(() => host.edits.length === 2);
      await part('blind', '2/11').waitFor();
    });
  });

  describe('blind mode', () => {
    it('brings label, p and findings to light with the verdict, and counts agreement', async () => {
      opened = await pages.open(records, { audit: true });
      const { host, page } = opened;
      await opened.press('b');
      await part('blind', 'hidden until you judge').waitFor();
      // The first one was shown with its label before: a verdict on it would not be blind.
      await opened.press('Enter');
      await at('blind 2 of 10');
      await opened.press('1');
      assert.deepEqual(await axeFaults(page), []);
      await part('revealed', /The label says [AB]: you (agree|do not)\./).waitFor();
      assert.match(await textOf('.announcer'), /is better\. The label says [AB]/);
      await page.locator('[data-badge=chosen]').waitFor();
      await part('agreement', /You agree with the label in [01] of 1/).waitFor();
      await assertEventually(() => host.edits.length === 1);
      const action = host.edits[0]!.action;
      assert.ok(action.type === 'verdict' && action.given === 'blind');
      await at('blind 2 of 10');
      await opened.press('Enter');
      await part('blind', 'hidden until you judge').waitFor();
      await eventually(async () => assert.equal(await page.locator('[data-badge=chosen]').count(), 0));
    });
  });

  it('shows the first comparison at the first verdict key, and judges it at the second', async () => {
    opened = await pages.open(records, { start: false });
    await opened.page.locator('.first-look').waitFor();
    await opened.press('2');
    await opened.page.locator('.notice', { hasText: 'Press the key again' }).waitFor();
    assert.equal(opened.host.edits.length, 0);
    await opened.press('2');
    await at('2 of 10');
    await assertEventually(() => opened.host.decisions.get(0)?.verdict === 'b');
  });

  it('shows how far it is: by verdict, and in a view of one reviewer’s part', async () => {
    opened = await pages.open(records);
    const { host, page } = opened;
    await opened.press('1', '3', 'x');
    await page.locator('[data-part=progress]', { hasText: '3 of 10' }).waitFor();
    await page.locator('[title="3 reviewed, 7 left: 1 one is better, 1 tie, 1 dropped"]').waitFor();
    await host.show({ view: { filter: { share: { part: 1, parts: 2, overlap: 0 } }, sort: 'position' } });
    await page.locator('[data-chip=share]', { hasText: 'part 1 of 2' }).waitFor();
    await part('position', /of \d/).waitFor();
    const first = Number(/of (\d+)/.exec(await textOf('[data-part=position]'))?.[1]);
    assert.ok(first > 0 && first < 10, `${first} of 10`);
    await host.show({ view: { filter: { share: { part: 2, parts: 2, overlap: 0 } }, sort: 'position' } });
    await page.locator('[data-chip=share]', { hasText: 'part 2 of 2' }).waitFor();
    await at(`of ${10 - first}`);
    await page.locator('[data-chip=share]').click();
    await at('of 10');
  });

  it('tags with the user’s own keys, judges with them as one step, and lists them', async () => {
    opened = await pages.open(records, {
      welcome: {
        reasons: [
          { key: '5', tag: 'factual error' },
          { key: '6', tag: 'unsafe', verdict: 'both_bad' },
        ],
      },
    });
    const { host, page } = opened;
    await opened.press('5');
    await page.locator('[data-badge=tag]', { hasText: 'factual error' }).waitFor();
    await assertEventually(() => host.decisions.get(0)?.tags[0] === 'factual error');
    await opened.press('6');
    await at('2 of 10');
    await assertEventually(() => host.edits.length === 2);
    assert.equal(host.decisions.get(0)?.verdict, 'both_bad');
    assert.deepEqual(host.decisions.get(0)?.tags, ['factual error', 'unsafe']);
    await opened.press('z');
    await at('1 of 10');
    await assertEventually(() => host.decisions.get(0)?.verdict === null);
    assert.deepEqual(host.decisions.get(0)?.tags, ['factual error']);
    await opened.press('?');
    await page.locator('[data-part=reason]', { hasText: 'factual error' }).waitFor();
    await page.locator('[data-part=reason]', { hasText: 'Tag “unsafe” and both bad' }).waitFor();
    await opened.press('Escape', 'g');
    await part('tag-list').waitFor();
    await page.waitForFunction(() => document.activeElement?.matches('[data-part=tag-list] button'));
    assert.deepEqual(await axeFaults(page), []);
    await opened.press('5');
    await assertEventually(() => host.decisions.size === 0);
    await opened.press('g', 'Tab', 'Tab');
    await page.waitForFunction(() => document.activeElement?.classList.contains('note-field'));
    await page.keyboard.type('see 1 and x');
    await opened.press('Enter');
    await page.locator('[data-badge=tag]', { hasText: 'see 1 and x' }).waitFor();
    await at('1 of 10');
  });

  it('shows what reviewers said where they disagree, and settles it by key', async () => {
    opened = await pages.open(records);
    const { host, page } = opened;
    await opened.press('1', '1', '1');
    await assertEventually(() => host.edits.length === 3);
    await host.save();
    const own = readFileSync(host.sidecar, 'utf8');
    // Another reviewer says the same of the first, something else of the second, and nothing of the third.
    const lines = own
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>);
    const other = (i: number, more: object) => JSON.stringify({ ...lines[i], reviewer: 'maria', ...more });
    const theirs = host.sidecar.replace('.review.jsonl', '.maria.jsonl');
    writeFileSync(
      theirs,
      `${other(0, {})}\n${other(1, { verdict: 'tie', preferred: undefined, note: 'too close' })}\n`,
    );
    const plan = await host.request(mergeRequest, { path: theirs });
    assert.equal(plan.added, 2);
    await host.do(plan.action!);
    const { conflicts, pairs } = await host.request(reviewersRequest, {});
    assert.deepEqual(conflicts, { all: 1, open: 1 });
    assert.deepEqual(pairs[0]?.reviewers, ['maria', 'tester']);
    assert.equal(pairs[0]?.agreement.raw.n, 2);
    assert.equal(pairs[0]?.agreement.raw.value, 0.5);
    assert.equal(readFileSync(host.sidecar, 'utf8'), own, 'nothing is written before a save');
    await page.locator('[data-chip=conflicts]', { hasText: '1' }).click();
    await at('1 of 1');
    await part('reviewers', /maria.*Tie.*too close/).waitFor();
    await part('reviewers', /tester.*A is better/).waitFor();
    assert.deepEqual(await axeFaults(page), []);
    await opened.press('3');
    await part('reviewers', 'Settled by your verdict').waitFor();
    await assertEventually(() => host.decisions.get(1)?.given === 'settled');
    assert.equal(host.decisions.get(1)?.verdict, 'tie');
    await page.locator('[data-part=progress]', { hasText: '1 of 1' }).waitFor();
    // A second merge of the same file adds nothing.
    assert.equal((await host.request(mergeRequest, { path: theirs })).action, null);
    await host.save();
    assert.equal(readFileSync(host.sidecar, 'utf8').startsWith(own), true, 'lines are only added');
  });
});
