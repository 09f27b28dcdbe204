import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { closeRequest, openRequest } from '../../src/protocol/opening.ts';
import type { Welcome } from '../../src/protocol/webview.ts';
import { startEngine, type TestEngine } from '../engine/support/engine.ts';
import { launchChromium } from '../support/chromium.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { type PageServer, servePages, type Theme } from './pageServer.ts';
import { connectToPage } from './pageTransport.ts';
import { firstWelcome, PlayedHost } from './playedHost.ts';

/** How to open a file in the page. */
export interface OpenOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** Leave the first look at once, as a user who presses Enter does. */
  readonly start?: boolean;
  readonly welcome?: Partial<Welcome>;
  /** Which comparisons are made of lists. */
  readonly pairs?: string;
  /** Files beside the dataset, by name. */
  readonly files?: Readonly<Record<string, Buffer>>;
  /** Run the audit first. */
  readonly audit?: boolean;
  /** The page's timers run by `page.clock` too, not by the time alone. */
  readonly clock?: boolean;
  /** What an earlier page left behind. */
  readonly state?: unknown;
}

/** A file open in the real page, with the real engine behind it. */
export interface OpenedPage {
  readonly page: Page;
  readonly host: PlayedHost;
  /** Errors of the page, violations of its policy, and requests that left the machine's own server. */
  readonly wrong: readonly string[];
  /** Presses keys one after another. */
  press(...keys: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Browser, page server and engine, shared by the tests of a file. */
export class Harness {
  readonly #browser: Browser;
  readonly #server: PageServer;
  readonly #engine: TestEngine;
  readonly #folder: TemporaryFolder;
  #documents = 0;

  private constructor(browser: Browser, server: PageServer, engine: TestEngine) {
    this.#browser = browser;
    this.#server = server;
    this.#engine = engine;
    this.#folder = temporaryFolder();
  }

  static async start(): Promise<Harness> {
    const [browser, server] = await Promise.all([launchChromium(), servePages()]);
    return new Harness(browser, server, startEngine());
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#engine.stop();
    await this.#server.close();
    this.#folder.remove();
  }

  /** Writes records as JSON Lines and opens them. A string is a line as it is. */
  async open(records: readonly (object | string)[], options: OpenOptions = {}): Promise<OpenedPage> {
    const doc = `doc-${++this.#documents}`;
    const lines = records.map(record => (typeof record === 'string' ? record : JSON.stringify(record)));
    const path = this.#folder.write(`${doc}.jsonl`, `${lines.join('\n')}\n`);
    for (const [name, content] of Object.entries(options.files ?? {})) {
      writeFileSync(join(this.#folder.path, name), content);
    }
    const { connection } = this.#engine;
    const opened = await connection.sendRequest(openRequest, {
      doc,
      path,
      // One per document: audits are kept by content, and a test must not find another's.
      storage: `${this.#folder.path}/storage-${doc}`,
      reviewer: 'tester',
      applyToRecord: true,
      ...(options.pairs !== undefined && { pairs: options.pairs }),
    });
    const page = await this.#browser.newPage({
      viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    });
    page.setDefaultTimeout(15_000);
    const wrong: string[] = [];
    page.on('pageerror', error => wrong.push(`error: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
    });
    page.on('dialog', dialog => {
      wrong.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', request => {
      if (!request.url().startsWith(this.#server.origin) && !request.url().startsWith('data:'))
        wrong.push(`request: ${request.url()}`);
    });
    const welcome = { ...firstWelcome(doc, `${doc}.jsonl`), formatName: opened.format.name, rowCount: opened.rowCount };
    const toPage = await connectToPage(page, options.state);
    const host = new PlayedHost(toPage, connection, { ...welcome, ...options.welcome }, path);
    if (options.audit === true) await host.audit();
    if (options.clock === true) await page.clock.install();
    await page.goto(`${this.#server.origin}/?theme=${options.theme ?? 'dark'}`);
    await page.waitForSelector('.page, .first-look, .state');
    if (options.start !== false && (await page.locator('.first-look').count()) > 0) await page.keyboard.press('Enter');
    if (options.start !== false) await page.waitForSelector('.scroller:not([aria-busy="true"])');
    return {
      page,
      host,
      wrong,
      async press(...keys) {
        for (const key of keys) await page.keyboard.press(key);
      },
      async close() {
        toPage.dispose();
        await page.close();
        await connection.sendRequest(closeRequest, { doc, keepJournal: false });
      },
    };
  }
}
