// Draws docs/images/*.png (1280 x 800) from the samples, in a real VS Code: the editor on a finding, with what moved the
// margins, and the report; in three themes. And the editor on a narrow page (640 x 800).
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openVscode } from '../test/editor/support/openedVscode.ts';
import { createWorkspace } from '../test/editor/support/workspace.ts';
import {
  activityIcon,
  comparisonFrame,
  frameWith,
  openAsComparisons,
  runCommand,
} from '../test/support/vscodeWorkbench.ts';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;
const folder = 'docs/images';
/** Height of the title bar, which says how the extension was loaded; pictures leave it out. */
const titleBar = 31;

mkdirSync(folder, { recursive: true });
for (const [name, theme] of Object.entries(themes)) await shoot(name, theme);

async function shoot(name: string, theme: string): Promise<void> {
  const workspace = createWorkspace();
  copyFileSync('samples/helpdesk.jsonl', workspace.file('helpdesk.jsonl'));
  // The status bar's notes on the machine's ports and keyboard say nothing about PairLens.
  const plain = { 'remote.autoForwardPorts': false, 'window.commandCenter': false, 'pairlens.sides': 'file' };
  writeFileSync(join(workspace.folder, '.vscode', 'settings.json'), JSON.stringify(plain));
  const vscode = await openVscode(workspace, { theme, height: 800 + titleBar });
  const { page } = vscode;
  try {
    await openAsComparisons(page, 'helpdesk.jsonl');
    await activityIcon(page).click();
    await runCommand(page, 'PairLens: Audit This Dataset');
    const rows = page.locator('.pane-body .monaco-list-row');
    const mislabeled = rows.filter({ hasText: /Mislabeled|Suspect/ }).first();
    await mislabeled.waitFor({ timeout: 90_000 });
    await mislabeled.click();
    await rows
      .filter({ hasText: /p \.\d\d/ })
      .first()
      .click();
    const frame = await comparisonFrame(page);
    await frame.locator('.evidence').first().waitFor();
    await take(page, `comparison-${name}`);
    if (name === 'dark') await shootNarrow(page);
    await frame.getByRole('button', { name: 'Why these margins' }).click();
    await frame.locator('.scroller').focus();
    await page.keyboard.press('w');
    await frame.locator('.why-table').first().waitFor({ timeout: 60_000 });
    await frame.locator('.response .tinted').first().waitFor();
    await frame.locator('.evidence').evaluate(strip => strip.scrollTo(0, strip.scrollHeight));
    await take(page, `explain-${name}`);
    await frame.locator('.scroller').focus();
    await page.keyboard.press('w');
    await runCommand(page, 'PairLens: Open the Audit Report');
    await frameWith(page, '#report h1');
    await take(page, `report-${name}`);
  } finally {
    await vscode.close();
    workspace.remove();
  }
}

/** The same beside something else: the responses stand one above the other. */
async function shootNarrow(page: Page): Promise<void> {
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 640, height: 800 + titleBar });
  await take(page, 'comparison-narrow', 640);
  await page.setViewportSize({ width: 1280, height: 800 + titleBar });
  await runCommand(page, 'View: Toggle Primary Side Bar Visibility');
}

async function take(page: Page, name: string, width = 1280): Promise<void> {
  await runCommand(page, 'Notifications: Clear All Notifications');
  // Over nothing that would show a hint or a button: the status bar, or behind the tabs where that is full.
  if (width === 1280) await page.mouse.move(640, titleBar + 785);
  else await page.mouse.move(350, titleBar + 15);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(folder, `${name}.png`), clip: { x: 0, y: titleBar, width, height: 800 } });
  console.log(`${folder}/${name}.png`);
}
