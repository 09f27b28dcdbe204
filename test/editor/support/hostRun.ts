import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { launchChromium } from '../../support/chromium.ts';
import type { InstalledVscode } from '../../support/vscodeInstall.ts';
import { serveVscode } from '../../support/vscodeServer.ts';
import { developmentPayload } from '../../support/vscodeWorkbench.ts';
import { hostTests } from './bundle.ts';
import { type Outcome, readOutcomes } from './results.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Milliseconds that the suite inside the extension host may take in all. */
const limit = 600_000;

/**
 * Runs the bundled tests inside the extension host: of a desktop VS Code where one can be downloaded and shown, else of
 * one that is served to Chromium.
 */
export async function runHostTests(vscode: InstalledVscode | null): Promise<readonly Outcome[]> {
  const workspace = createWorkspace();
  const results = join(workspace.folder, '..', 'results.jsonl');
  rmSync(results, { force: true });
  let ended: string;
  try {
    ended = (await desktopIsPossible())
      ? await inDesktop(workspace, results)
      : await inBrowser(workspace, results, vscode);
    const { outcomes, ended: whole } = readOutcomes(results);
    if (whole) return outcomes;
    return [
      ...outcomes,
      { title: 'the suite inside the extension host runs to its end', state: 'failed', error: ended },
    ];
  } finally {
    workspace.remove();
  }
}

/** True if VS Code's downloads answer at once and there is a screen to show it on. */
async function desktopIsPossible(): Promise<boolean> {
  if (process.platform === 'linux' && !process.env.DISPLAY) return false;
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(4000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function inDesktop({ folder, profile }: Workspace, results: string): Promise<string> {
  console.log('In a desktop VS Code:');
  const code = await runTests({
    extensionDevelopmentPath: resolve('.'),
    extensionTestsPath: resolve(hostTests),
    extensionTestsEnv: { PAIRLENS_TEST_RESULTS: results },
    launchArgs: [folder, '--disable-workspace-trust', '--user-data-dir', profile, '--skip-welcome'],
  }).catch(error => error);
  return `VS Code ended with ${code}`;
}

async function inBrowser(
  { folder, profile }: Workspace,
  results: string,
  vscode: InstalledVscode | null,
): Promise<string> {
  if (!vscode) throw new Error('Neither a desktop VS Code nor one that is served can run here.');
  console.log('In a VS Code served to Chromium:');
  const env = { PAIRLENS_TEST_RESULTS: results };
  const server = await serveVscode(vscode, { profile, development: true, trust: true, env });
  try {
    const browser = await launchChromium();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const log: string[] = [];
    const exit = new Promise<string>(done => {
      void page.exposeFunction('codeAutomationExit', (code: number) => done(`VS Code ended with ${code}`));
      setTimeout(() => done(`VS Code did not end within ${limit} ms`), limit).unref();
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
      log.push(`${type} ${args.join(' ')}`),
    );
    await page.goto(server.url(folder, developmentPayload(server, hostTests)));
    const how = await exit;
    await browser.close();
    return [how, ...log.slice(-15), server.log().slice(-1500)].join('\n');
  } finally {
    await server.stop();
  }
}
