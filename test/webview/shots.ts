import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type Theme, themes } from './pageServer.ts';

/** Takes pictures of a page in every theme, and narrow, into the folder that PAIRLENS_SHOTS names; none where it names none. */
export async function shots(page: Page, name: string): Promise<void> {
  const folder = process.env.PAIRLENS_SHOTS;
  if (folder === undefined) return;
  const before = page.viewportSize();
  const take = (which: string): Promise<unknown> => page.screenshot({ path: `${folder}/${name}-${which}.png` });
  for (const theme of Object.keys(themes) as Theme[]) {
    await showTheme(page, theme);
    await take(theme);
  }
  await showTheme(page, 'dark');
  await page.setViewportSize({ width: 520, height: 900 });
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await take('narrow');
  if (before !== null) await page.setViewportSize(before);
}

/** Changes the theme of a page that is open, as VS Code does. */
async function showTheme(page: Page, theme: Theme): Promise<void> {
  const css = readFileSync(`test/webview/themes/${theme}.css`, 'utf8');
  await page.evaluate(
    ([text, name]) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
      document.body.className = name;
    },
    [css, themes[theme]] as const,
  );
}
