import { existsSync } from 'node:fs';
import npmChromium from '@sparticuz/chromium';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Where browsers are usually found. `PAIRLENS_CHROMIUM` names another; without any, the one from npm is unpacked. */
const usual = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Options that start Chromium headless on a bare machine. */
export async function chromiumOptions(): Promise<LaunchOptions> {
  const own = process.env.PAIRLENS_CHROMIUM;
  const executablePath = own ?? usual.find(path => existsSync(path)) ?? (await npmChromium.executablePath());
  return {
    executablePath,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  };
}

/** Starts Chromium. Close it when done. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch(await chromiumOptions());
}
