import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../support/chromium.ts';
import { installVscode } from '../../support/vscodeInstall.ts';
import { type ServedVscode, type ServeOptions, serveVscode } from '../../support/vscodeServer.ts';
import { developmentPayload, openWorkbench } from '../../support/vscodeWorkbench.ts';
import type { Workspace } from './workspace.ts';

/** VS Code on a workspace, with this project as an extension under development, in a page of a browser. */
export interface OpenedVscode {
  readonly server: ServedVscode;
  readonly browser: Browser;
  readonly page: Page;
  /** Ends browser and server; the workspace stays. */
  close(): Promise<void>;
}

/** How it is opened: by default every workspace is trusted, and the page is 1280 x 800. */
export interface OpenVscode extends Partial<Pick<ServeOptions, 'trust' | 'theme'>> {
  readonly height?: number;
  /** Told what the page writes to its console. */
  readonly onConsole?: (text: string) => void;
}

/** Opens it, and waits until the extension has registered what it contributes. */
export async function openVscode(workspace: Workspace, options: OpenVscode = {}): Promise<OpenedVscode> {
  const { trust = true, height = 800, onConsole, ...look } = options;
  const installed = await installVscode();
  const [server, browser] = await Promise.all([
    serveVscode(installed, { profile: workspace.profile, development: true, trust, ...look }),
    launchChromium(),
  ]);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
  };
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height } });
    if (onConsole !== undefined) page.on('console', message => onConsole(message.text()));
    // The driver of VS Code's own tests calls these.
    for (const hook of ['codeAutomationLog', 'codeAutomationExit']) await page.exposeFunction(hook, () => undefined);
    await openWorkbench(page, server.url(workspace.folder, developmentPayload(server)));
    return { server, browser, page, close };
  } catch (error) {
    await close();
    throw error;
  }
}
