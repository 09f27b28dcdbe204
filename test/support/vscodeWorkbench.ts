import { resolve } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import type { ServedVscode } from './vscodeServer.ts';

/** The payload that loads this project as an extension under development. */
export function developmentPayload(server: ServedVscode, tests?: string): (readonly [string, string])[] {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${resolve(path)}`;
  const payload: [string, string][] = [['extensionDevelopmentPath', remote('.')]];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  return payload;
}

/** Opens the workbench and waits until our extension has registered what it contributes. */
export async function openWorkbench(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await activityIcon(page).waitFor({ timeout: 60_000 });
}

/** PairLens' icon in the activity bar. */
export function activityIcon(page: Page) {
  return page.locator('.activitybar .action-label[aria-label^="PairLens"]').first();
}

/** Runs a command from the palette by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  const entry = page.locator('.quick-input-widget .monaco-list-row', { hasText: title }).first();
  // A webview that takes the focus while it loads closes the palette; a person would open it again.
  for (let attempt = 1; ; attempt++) {
    try {
      await page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 4000 });
      await entry.waitFor({ timeout: 4000 });
      await entry.click({ timeout: 4000 });
      return;
    } catch (error) {
      if (attempt === 4) throw error;
      await page.keyboard.press('Escape');
    }
  }
}

/** Opens a file of the Explorer as comparisons through its context menu, and goes from the first look to the comparisons. */
export async function openAsComparisons(page: Page, file: string): Promise<Frame> {
  const row = page.locator('.explorer-viewlet .monaco-list-row', { hasText: file }).first();
  const entry = page.locator('.monaco-menu .action-label', { hasText: 'Open as Comparisons' });
  const tab = page.locator('.tabs-container .tab.active', { hasText: file });
  // VS Code's menus swallow a click that comes too soon after they opened; a person would click again.
  for (let attempt = 0; attempt < 3 && !(await tab.isVisible()); attempt++) {
    try {
      await row.click({ button: 'right' });
      await entry.hover({ timeout: 8000 });
      await page.waitForTimeout(300);
      await entry.click({ timeout: 8000 });
      await tab.waitFor({ timeout: 8000 });
    } catch {
      await page.keyboard.press('Escape');
    }
  }
  await tab.waitFor({ timeout: 8000 });
  const first = await frameWith(page, '#app .first-look, #app .decision');
  const start = first.getByRole('button', { name: 'Review from the first comparison' });
  if (await start.isVisible()) await start.click();
  return comparisonFrame(page);
}

/** The frame of the comparison editor in front, once it shows a comparison. */
export async function comparisonFrame(page: Page): Promise<Frame> {
  return frameWith(page, '#app .decision');
}

/** The frame of the page that `how` has VS Code make in the place of the one in `before`, once it shows a comparison. */
export async function nextComparisonFrame(page: Page, before: Frame, how: () => Promise<void>): Promise<Frame> {
  // A new page may come in a frame of the same name: what was written on the window is gone with it.
  await before.evaluate(() => document.documentElement.setAttribute('data-before', ''));
  await how();
  return frameWith(page, 'html:not([data-before]) #app .decision');
}

/** The frame that holds an element: a webview's content is two frames down. */
export async function frameWith(page: Page, selector: string, milliseconds = 40_000): Promise<Frame> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    for (const frame of page.frames()) {
      const found = await frame.$(selector).catch(() => null);
      if (found && (await found.isVisible().catch(() => false))) return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(
    `No frame shows ${selector}. Frames: ${page
      .frames()
      .map(frame => frame.url().slice(0, 80))
      .join(', ')}`,
  );
}

/**
 * Does something while the workbench stands still: it hears of it afterwards. A VS Code in a browser asks for a host that it lost at
 * once, and where its server does not know of the loss yet, it takes twenty seconds to find out.
 */
export async function whileStill(page: Page, work: () => Promise<void>): Promise<void> {
  const address = '**/while-still';
  await page.route(address, async route => {
    await work();
    await route.fulfill({ body: '' });
  });
  await page.evaluate(`{
    const asked = new XMLHttpRequest();
    asked.open('GET', '/while-still', false);
    asked.send();
  }`);
  await page.unroute(address);
}

/** Waits until the tab in front is dirty or clean. */
export async function waitForDirty(page: Page, dirty: boolean): Promise<void> {
  const tab = dirty ? '.tabs-container .tab.active.dirty' : '.tabs-container .tab.active:not(.dirty)';
  await page.locator(tab).first().waitFor({ timeout: 15_000 });
}

/**
 * Waits until the page counts so many verdicts ("1 of 5"): the engine then has the decision or its undo. VS Code marks a
 * tab clean before an undo is done, and refuses a redo meanwhile.
 */
export async function waitForReviewed(frame: Frame, reviewed: string): Promise<void> {
  await frame.locator('.decision .progress', { hasText: reviewed }).waitFor({ timeout: 15_000 });
}
