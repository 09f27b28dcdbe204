import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Figures } from '../../src/reward/figures.ts';
import { chromiumOptions } from '../support/chromium.ts';
import { writeManifest } from '../support/modelsFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';
import { type InstalledVscode, installVscode } from '../support/vscodeInstall.ts';
import { installVsix, type ServedVscode, serveVscode } from '../support/vscodeServer.ts';
import {
  comparisonFrame,
  openAsComparisons,
  openWorkbench,
  waitForDirty,
  waitForReviewed,
} from '../support/vscodeWorkbench.ts';
import { fixtures, flippedThird } from './support/fixtures.ts';
import { createWorkspace, type Workspace } from './support/workspace.ts';

/** Milliseconds after which the browser's VS Code has written down that there is a backup (every five seconds or so). */
const backedUp = 8000;

describe('the installed package', () => {
  let workspace: Workspace;
  let vscode: InstalledVscode;

  before(async () => {
    workspace = createWorkspace();
    vscode = await installVscode();
    const vsix = resolve('out', 'test', 'pairlens.vsix');
    execFileSync(process.execPath, ['scripts/package.mjs', '--out', vsix], { stdio: ['ignore', 'inherit', 'inherit'] });
    installVsix(vscode, workspace.profile, vsix);
  });

  after(() => workspace?.remove());

  /** One session of VS Code with the browser profile of the others, so that it finds their backups. */
  async function session(port: number, how: 'close' | 'crash', use: (page: Page) => Promise<void>): Promise<number> {
    const server: ServedVscode = await serveVscode(vscode, {
      profile: workspace.profile,
      port,
      development: false,
      trust: true,
    });
    let context: BrowserContext | undefined;
    try {
      context = await chromium.launchPersistentContext(join(workspace.profile, 'browser'), {
        ...(await chromiumOptions()),
        viewport: { width: 1280, height: 800 },
      });
      const page = context.pages()[0] ?? (await context.newPage());
      page.on('dialog', dialog => void dialog.accept());
      await openWorkbench(page, server.url(workspace.folder));
      await use(page);
    } finally {
      if (how === 'crash') await server.stop('SIGKILL');
      await context?.close();
      await server.stop();
    }
    return server.port;
  }

  it('holds what models need to run', async () => {
    const extensions = join(workspace.profile, 'extensions');
    const name = readdirSync(extensions).find(each => each.startsWith('pairlens.pairlens-'));
    assert.ok(name !== undefined, 'the extension is installed');
    const models = join(workspace.profile, 'models');
    const model = await tinyModel(
      join(models, 'tiny'),
      { kind: 'encoder' },
      {
        recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 },
      },
    );
    writeManifest(models, [model]);
    const said = execFileSync(
      process.execPath,
      [join(extensions, name, 'dist', 'cli.cjs'), 'audit', resolve('samples/helpdesk.jsonl'), '--json', '--quiet'],
      {
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
        env: { ...process.env, PAIRLENS_MODELS: models, PAIRLENS_STORAGE: join(workspace.profile, 'storage') },
      },
    );
    const { members } = (JSON.parse(said) as { figures: Figures }).figures;
    const tiny = members.find(({ id }) => id === 'tiny');
    assert.ok(tiny?.run && tiny.run.computed > 100, tiny?.why);
  });

  it('flips, undoes and saves byte for byte, and brings a decision back after a kill', async function () {
    this.timeout(180_000);
    const file = workspace.file('pairs.jsonl');
    const port = await session(0, 'crash', async page => {
      const frame = await openAsComparisons(page, 'pairs.jsonl');
      await frame.getByText('Name a prime number.').first().waitFor();
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      await frame.getByText('What is the capital of France?').first().waitFor();
      await page.keyboard.press('2');
      await waitForDirty(page, true);
      await waitForReviewed(frame, '1 of 5');
      await page.keyboard.press('Control+z');
      await waitForDirty(page, false);
      await waitForReviewed(frame, '0 of 5');
      await page.keyboard.press('Control+Shift+z');
      await waitForDirty(page, true);
      await waitForReviewed(frame, '1 of 5');
      await page.keyboard.press('Control+s');
      await waitForDirty(page, false);
      assert.equal(readFileSync(file, 'utf8'), flippedThird);
      await page.keyboard.press('Control+z');
      await waitForDirty(page, true);
      await page.waitForTimeout(backedUp);
    });
    assert.equal(readFileSync(file, 'utf8'), flippedThird, 'nothing was written by the crash');
    await session(port, 'close', async page => {
      await comparisonFrame(page);
      await waitForDirty(page, true);
      await page.locator('.tabs-container .tab.active').first().click();
      await page.keyboard.press('Control+s');
      await waitForDirty(page, false);
      assert.equal(readFileSync(file, 'utf8'), fixtures['pairs.jsonl']);
    });
  });
});
