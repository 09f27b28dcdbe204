import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import {
  activityIcon,
  comparisonFrame,
  frameWith,
  openAsComparisons,
  runCommand,
  waitForDirty,
  waitForReviewed,
} from '../support/vscodeWorkbench.ts';
import { flippedFirst, flippedThird } from './support/fixtures.ts';
import { type OpenedVscode, openVscode } from './support/openedVscode.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

describe('the workbench', () => {
  let workspace: Workspace;
  let vscode: OpenedVscode;
  let page: Page;
  const blocked: string[] = [];

  before(async () => {
    workspace = createWorkspace();
    copyFileSync('samples/helpdesk.jsonl', workspace.file('helpdesk.jsonl'));
    vscode = await openVscode(workspace, {
      onConsole: text => {
        if (/Content Security Policy/i.test(text)) blocked.push(text);
      },
    });
    ({ page } = vscode);
  });

  after(async () => {
    await vscode?.close();
    workspace?.remove();
  });

  it('opens a file from the Explorer, takes keys, undoes, and saves the bytes of a flip', async () => {
    const frame = await openAsComparisons(page, 'pairs.jsonl');
    // With the sides as in the file, key 2 prefers what the file rejects.
    await frame.getByText('Name a prime number.').first().waitFor();
    await page.keyboard.press('2');
    await waitForDirty(page, true);
    await frame.getByText('Boil an egg?').first().waitFor();
    await page.keyboard.press('j');
    await frame.getByText('What is the capital of France?').first().waitFor();
    await page.keyboard.press('Control+z');
    await waitForDirty(page, false);
    await waitForReviewed(frame, '0 of 5');
    await page.keyboard.press('2');
    await waitForDirty(page, true);
    await page.keyboard.press('Control+s');
    await waitForDirty(page, false);
    assert.equal(readFileSync(workspace.file('pairs.jsonl'), 'utf8'), flippedThird);
  });

  it('keeps a row over hiding and showing the editor', async () => {
    const before = await comparisonFrame(page);
    await before.getByText('this line is no record').first().waitFor();
    await runCommand(page, 'File: New Untitled Text File');
    await page.locator('.tabs-container .tab.active', { hasText: 'Untitled' }).waitFor();
    await page.keyboard.press('Control+PageUp');
    const after = await comparisonFrame(page);
    await after.getByText('this line is no record').first().waitFor();
  });

  it('audits from the palette and fills the Findings view', async () => {
    await page.locator('.tabs-container .tab', { hasText: 'pairs.jsonl' }).first().click();
    await openAsComparisons(page, 'helpdesk.jsonl');
    await activityIcon(page).click();
    const findings = page.locator('.pane', { hasText: 'Findings' }).first();
    await findings.getByRole('button', { name: 'Audit This Dataset' }).first().waitFor();
    await runCommand(page, 'PairLens: Audit This Dataset');
    const rows = page.locator('.pane-body .monaco-list-row');
    await rows
      .filter({ hasText: /^Mislabeled\d/ })
      .first()
      .waitFor({ timeout: 90_000 });
    await rows
      .filter({ hasText: /\.\d\d, \d+ %/ })
      .first()
      .waitFor();
    await rows.filter({ hasText: 'acc ' }).first().waitFor();
    await page.locator('.statusbar-item', { hasText: /PairLens: \d+ members/ }).waitFor();
  });

  it('goes to a comparison that is clicked in the Findings view', async () => {
    const rows = page.locator('.pane-body .monaco-list-row');
    await rows
      .filter({ hasText: /^Mislabeled\d/ })
      .first()
      .click();
    const comparison = rows.filter({ hasText: /p \.\d\d/ }).nth(1);
    const title = ((await comparison.locator('.label-name').textContent()) ?? '').replace('…', '');
    await comparison.click();
    const frame = await comparisonFrame(page);
    await frame.locator('.prompt', { hasText: title }).waitFor();
    await frame.locator('.evidence', { hasText: 'mislabeled' }).waitFor();
  });

  it('filters the editor by what is pressed in the report, and takes the filter off again', async () => {
    await runCommand(page, 'PairLens: Open the Audit Report');
    const report = await frameWith(page, '#report h1');
    const bar = report.getByRole('button', { name: /^Preference strength .*: (?!1 )\d+ comparisons/ }).first();
    const says = (await bar.getAttribute('aria-label')) ?? '';
    const n = /: (\d+) comparisons/.exec(says)?.[1];
    await bar.press('Enter');
    await page.locator('.tabs-container .tab.active', { hasText: 'helpdesk.jsonl' }).waitFor();
    const frame = await comparisonFrame(page);
    await frame.locator('[data-part=position]', { hasText: `of ${n}` }).waitFor();
    const field = frame.getByRole('combobox', { name: /^Search words/ });
    assert.match(await field.inputValue(), /^preference_strength >= /);
    await field.fill('');
    await field.press('Enter');
    await frame.locator('[data-part=position]', { hasText: 'of 140' }).waitFor();
  });

  it('was not blocked by its own content security policy', () => {
    assert.deepEqual(
      blocked.filter(text => /webview|comparison\.js|nonce/i.test(text)),
      [],
    );
  });
});

describe('a workspace that is not trusted', () => {
  it('takes edits, and says why it does not audit', async () => {
    const workspace = createWorkspace();
    const vscode = await openVscode(workspace, { trust: false });
    const { page } = vscode;
    try {
      const frame = await openAsComparisons(page, 'pairs.jsonl');
      await frame.getByText('Name a prime number.').first().waitFor();
      await page.keyboard.press('2');
      await waitForDirty(page, true);
      await page.keyboard.press('Control+s');
      await waitForDirty(page, false);
      assert.equal(readFileSync(workspace.file('pairs.jsonl'), 'utf8'), flippedFirst);
      await runCommand(page, 'PairLens: Audit This Dataset');
      await runCommand(page, 'Notifications: Show Notifications');
      await page
        .locator('.notification-list-item-message', { hasText: /not trusted/ })
        .first()
        .waitFor();
    } finally {
      await vscode.close();
      workspace.remove();
    }
  });
});
