import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import type { Frame, Page } from 'playwright-core';
import {
  activityIcon,
  nextComparisonFrame,
  openAsComparisons,
  runCommand,
  waitForDirty,
  waitForReviewed,
} from '../support/vscodeWorkbench.ts';
import { flippedFirst } from './support/fixtures.ts';
import { type OpenedVscode, openVscode } from './support/openedVscode.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

describe('a page that VS Code takes away and makes anew', () => {
  let workspace: Workspace;
  let vscode: OpenedVscode;
  let page: Page;
  let frame: Frame;

  before(async () => {
    workspace = createWorkspace();
    copyFileSync('samples/helpdesk.jsonl', workspace.file('helpdesk.jsonl'));
    vscode = await openVscode(workspace);
    ({ page } = vscode);
    await runCommand(page, 'File: New Untitled Text File');
    await tab('Untitled').waitFor();
    frame = await openAsComparisons(page, 'pairs.jsonl');
    await focus();
  });

  after(async () => {
    await vscode?.close();
    workspace?.remove();
  });

  const tab = (name: string) => page.locator('.tabs-container .tab', { hasText: name }).first();
  const shown = (prompt: string) => frame.locator('.prompt', { hasText: prompt }).first().waitFor();
  const focus = () => frame.locator('.scroller').first().focus();

  /** Has the page made anew, and goes on in the new one. */
  async function remade(how: () => Promise<void>): Promise<void> {
    frame = await nextComparisonFrame(page, frame, how);
    await focus();
  }

  const hide = async (): Promise<void> => {
    await tab('Untitled').click();
    await tab('pairs.jsonl').click();
  };

  it('right after a key keeps its verdict, and goes on at the comparison that came next', async () => {
    await shown('Name a prime number.');
    await remade(async () => {
      await page.keyboard.press('2');
      await hide();
    });
    await shown('Boil an egg?');
    await waitForReviewed(frame, '1 of 5');
    await waitForDirty(page, true);
  });

  it('while a note is typed keeps what was typed', async () => {
    await page.keyboard.press('n');
    await frame.locator('.note-field').waitFor();
    await page.keyboard.type('seven or eight?');
    await remade(() => runCommand(page, 'Developer: Reload Webviews'));
    await shown('Boil an egg?');
    await frame.locator('.note', { hasText: 'seven or eight?' }).waitFor();
    await waitForReviewed(frame, '1 of 5');
  });

  it('in another group shows the same comparison, undoes, does again, and saves', async () => {
    await remade(() => runCommand(page, 'View: Move Editor into Next Group'));
    await shown('Boil an egg?');
    await page.keyboard.press('Control+z');
    await frame.locator('.note').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await waitForReviewed(frame, '0 of 5');
    await page.keyboard.press('Control+Shift+z');
    await waitForReviewed(frame, '1 of 5');
    await page.keyboard.press('Control+s');
    await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
    assert.equal(readFileSync(workspace.file('pairs.jsonl'), 'utf8'), flippedFirst);
    const [line, ...more] = readFileSync(workspace.file('pairs.review.jsonl'), 'utf8').trim().split('\n');
    assert.deepEqual([JSON.parse(line!).line, JSON.parse(line!).verdict, more.length], [1, 'b', 0]);
  });

  it('during an audit loses neither the audit nor a verdict that was given meanwhile', async () => {
    frame = await openAsComparisons(page, 'helpdesk.jsonl');
    await frame.getByText('Not audited yet').waitFor();
    await activityIcon(page).click();
    await runCommand(page, 'PairLens: Audit This Dataset');
    await focus();
    await remade(async () => {
      await page.keyboard.press('x');
      await runCommand(page, 'Developer: Reload Webviews');
    });
    await waitForReviewed(frame, '1 of 140');
    await page
      .locator('.statusbar-item', { hasText: /PairLens: \d+ members/ })
      .first()
      .waitFor({ timeout: 90_000 });
    await frame.getByText('Not audited yet').waitFor({ state: 'detached' });
    await focus();
    await page.keyboard.press('Control+z');
    await waitForReviewed(frame, '0 of 140');
  });
});
