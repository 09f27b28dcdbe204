import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import {
  comparisonFrame,
  openAsComparisons,
  runCommand,
  waitForDirty,
  waitForReviewed,
} from '../support/vscodeWorkbench.ts';
import { type OpenedVscode, openVscode } from './support/openedVscode.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

/** Comparisons whose own scores contradict their label, and some whose scores do not. */
const conflicting = 205;
const all = 230;
const judged = 200;
const undone = 20;

const topics = ['rain', 'bread', 'locks', 'maps', 'tides', 'lamps', 'wool', 'clocks', 'salt', 'bees'];

/** A record about a thing of its own, so that no two are alike. */
function record(i: number): string {
  const topic = topics[i % topics.length];
  const [better, worse] = i < conflicting ? [2, 8] : [8, 2];
  return JSON.stringify({
    prompt: `Question ${i}: what should I know about ${topic}?`,
    chosen: `About ${topic}, number ${i}: it is older than you think, and it changes with the season.`,
    rejected: `I can not say much about ${topic} in case ${i}, but others may help you there.`,
    score_chosen: better,
    score_rejected: worse,
  });
}

/** Keys of the reviewer in turn, with the verdict that each gives where sides are as in the file. */
const keys = [
  ['1', 'a'],
  ['2', 'b'],
  ['3', 'tie'],
  ['4', 'both_bad'],
  ['x', 'drop'],
  ['Enter', 'a'],
] as const;

describe('a reviewer with nothing but keys', () => {
  let workspace: Workspace;
  let vscode: OpenedVscode;
  let page: Page;

  before(() => {
    workspace = createWorkspace();
    writeFileSync(workspace.file('scored.jsonl'), Array.from({ length: all }, (_, i) => `${record(i)}\n`).join(''));
  });

  after(async () => {
    await vscode?.close();
    workspace?.remove();
  });

  async function start(): Promise<void> {
    vscode = await openVscode(workspace);
    ({ page } = vscode);
  }

  /** Chooses in the picker with that title, as typed. */
  async function choose(title: string, text: string): Promise<void> {
    const picker = page.locator('.quick-input-widget', { hasText: title });
    await picker.waitFor({ timeout: 10_000 });
    await picker.locator('input').first().fill(text);
    // Enter takes the entry in focus, which is another until the list is filtered.
    await picker.locator('.monaco-list-row.focused', { hasText: text }).waitFor({ timeout: 10_000 });
    await page.keyboard.press('Enter');
  }

  async function answerPickers(): Promise<void> {
    // Something that takes the focus, as messages do that come or go, closes a picker; a person would begin again.
    for (let attempt = 1; ; attempt++) {
      try {
        await runCommand(page, 'PairLens: Start Review Session');
        await choose('Review session', 'Score conflict');
        await choose('which part', 'All of it');
        await choose('which order', 'As in the file');
        return;
      } catch (error) {
        if (attempt === 3) throw error;
        await page.keyboard.press('Escape');
      }
    }
  }

  async function startSession(): Promise<Frame> {
    await answerPickers();
    const frame = await comparisonFrame(page);
    await frame.locator('[data-part=position]', { hasText: `of ${conflicting}` }).waitFor();
    await frame.locator('.scroller').first().focus();
    return frame;
  }

  it('works through 200 findings, undoes 20, is killed, and finds everything as it was left', async function () {
    this.timeout(180_000);
    await start();
    await openAsComparisons(page, 'scored.jsonl');
    await runCommand(page, 'PairLens: Audit This Dataset');
    await page
      .locator('.statusbar-item', { hasText: /PairLens: \d+ member/ })
      .first()
      .waitFor({ timeout: 90_000 });
    const frame = await startSession();
    await waitForReviewed(frame, `0 of ${conflicting}`);
    for (let i = 0; i < judged; i++) await page.keyboard.press(keys[i % keys.length]![0]);
    await frame.locator('.decision .progress', { hasText: `${judged} of ${conflicting}` }).waitFor({ timeout: 90_000 });
    for (let left = judged - 1; left >= judged - undone; left--) {
      await page.keyboard.press('z');
      await waitForReviewed(frame, `${left} of ${conflicting}`);
    }
    await waitForDirty(page, true);
    await vscode.server.stop('SIGKILL');
    await vscode.close();

    await start();
    const offer = page.locator('.notification-list-item', { hasText: /could be saved/ }).first();
    const again = await openAsComparisons(page, 'scored.jsonl');
    // The message may have faded meanwhile.
    await runCommand(page, 'Notifications: Show Notifications');
    await offer.getByRole('button', { name: 'Recover' }).click();
    await waitForDirty(page, true);
    await startSession();
    await waitForReviewed(again, `${judged - undone} of ${conflicting}`);
    // It goes on at the first comparison that waits: the one that was undone last.
    await again.locator('[data-part=position]', { hasText: `${judged - undone + 1} of ${conflicting}` }).waitFor();
    await page.keyboard.press('Control+s');
    await waitForDirty(page, false);
    const lines = readFileSync(workspace.file('scored.review.jsonl'), 'utf8').trim().split('\n');
    const saved = lines.map(line => JSON.parse(line) as { line: number; verdict: string });
    assert.deepEqual(
      saved.toSorted((x, y) => x.line - y.line).map(({ line, verdict }) => [line, verdict]),
      Array.from({ length: judged - undone }, (_, i) => [i + 1, keys[i % keys.length]![1]]),
    );
  });
});
