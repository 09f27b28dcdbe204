import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { openVscode } from '../../test/editor/support/openedVscode.ts';
import { createWorkspace } from '../../test/editor/support/workspace.ts';
import { comparisonFrame, openAsComparisons, runCommand } from '../../test/support/vscodeWorkbench.ts';
import { generateFile } from './generateFile.ts';
import { type StepTimes, takeSteps } from './inPage.ts';

/**
 * The comparison editor in a real VS Code (served to Chromium) on a large generated file: from a key to the paint of the
 * next comparison, while the file is read, after, and during an audit; the page's memory over many steps; how fast
 * verdicts can be entered. `--quick`: 20,000 lines and fewer steps; else 500,000.
 */
async function main(): Promise<void> {
  const quick = process.argv.includes('--quick');
  const lines = quick ? 20_000 : 500_000;
  const steps = quick ? 500 : 5000;
  const workspace = createWorkspace();
  const name = 'large.jsonl';
  await generateFile(workspace.file(name), lines);
  writeFileSync(join(workspace.folder, '.vscode', 'settings.json'), JSON.stringify({ 'pairlens.sides': 'file' }));
  const vscode = await openVscode(workspace);
  const { browser, page } = vscode;
  try {
    console.log(`${lines.toLocaleString('en')} lines; Chromium ${browser.version()}, headless`);

    const opened = performance.now();
    const frame = await openAsComparisons(page, name);
    await frame.waitForSelector('.scroller:not([aria-busy=true])');
    await prepare(frame);
    report('menu to first comparison', `${((performance.now() - opened) / 1000).toFixed(1)} s, two clicks included`);
    report('  of which file read', await stateOfReading(frame));
    latency('key to paint while it is read', await frame.evaluate(takeSteps, { count: 200, key: 'j', pause: 30 }));

    await frame.waitForFunction(
      () => !document.querySelector('[data-part=position]')?.textContent?.includes('+'),
      null,
      {
        timeout: 300_000,
      },
    );
    await settle(frame);
    const before = await heap(page, frame);
    const times: StepTimes = { drawn: [], painted: [] };
    const heaps: number[] = [];
    for (let part = 0; part < 5; part++) {
      const { drawn, painted } = await frame.evaluate(takeSteps, { count: steps / 5, key: 'j', pause: 20 });
      times.drawn.push(...drawn);
      times.painted.push(...painted);
      heaps.push(await heap(page, frame));
    }
    latency(`key to paint over ${steps.toLocaleString('en')} steps`, times);
    report(
      'memory of the page',
      [before, ...heaps]
        .map(bytes => (bytes / 1e6).toFixed(1))
        .join(', ')
        .concat(' MB'),
    );

    await review(frame, quick ? 100 : 600);
    await page.keyboard.press('Control+s');
    await page.locator('.tabs-container .tab.active:not(.dirty)').first().waitFor({ timeout: 120_000 });
    await runCommand(page, 'View: Close Editor');
    const again = performance.now();
    await openAsComparisons(page, name);
    const reopened = await comparisonFrame(page);
    await reopened.waitForSelector('.scroller:not([aria-busy=true])');
    report('the same with a review file', `${((performance.now() - again) / 1000).toFixed(1)} s, two clicks included`);
    await prepare(reopened);
    await settle(reopened);

    await runCommand(page, 'PairLens: Audit This Dataset');
    await page.getByText(`Auditing ${name}`).first().waitFor({ timeout: 20_000 });
    await reopened.locator('.scroller').focus();
    latency(
      'key to paint during an audit',
      await reopened.evaluate(takeSteps, { count: quick ? 100 : 500, key: 'j', pause: 30 }),
    );
  } finally {
    await vscode.close();
    workspace.remove();
  }
}

/** Enters verdicts as fast as they are drawn, and counts those that the engine has. */
async function review(frame: Frame, count: number): Promise<void> {
  const start = performance.now();
  for (const key of ['1', '2', '3', '4', 'x']) {
    await frame.evaluate(takeSteps, { count: count / 5, key, pause: 10 });
  }
  const entered = performance.now() - start;
  await frame.waitForTimeout(2000);
  const text = (await frame.locator('[data-part=progress]').textContent()) ?? '';
  const kept = Number(/([\d,]+) of/.exec(text)?.[1]?.replaceAll(',', '') ?? Number.NaN);
  const rate = Math.round((count / entered) * 60_000);
  report('verdicts a minute', `${rate.toLocaleString('en')}; ${kept} of ${count} kept`);
}

/** Bytes of the page's heap after a collection of garbage. */
async function heap(page: Page, frame: Frame): Promise<number> {
  const session = await page
    .context()
    .newCDPSession(frame)
    .catch(() => page.context().newCDPSession(page));
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** The compiler that runs this program has functions tell their names through a helper, which the page lacks. */
async function prepare(frame: Frame): Promise<void> {
  await frame.evaluate('globalThis.__name ??= named => named');
}

async function settle(frame: Frame): Promise<void> {
  await frame.waitForTimeout(2000);
}

async function stateOfReading(frame: Frame): Promise<string> {
  const text = (await frame.locator('[data-part=position]').textContent()) ?? '';
  return text.includes('+') ? `${text} lines so far` : 'to its end';
}

function latency(what: string, { drawn, painted }: StepTimes): void {
  report(what, quantiles(painted));
  report('  of which until it is drawn', quantiles(drawn));
}

function quantiles(times: readonly number[]): string {
  const sorted = times.toSorted((x, y) => x - y);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms (${times.length} steps)`;
}

function report(what: string, figure: string): void {
  console.log(`${what.padEnd(36)} ${figure}`);
}

await main();
