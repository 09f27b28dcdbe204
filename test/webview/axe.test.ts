import assert from 'node:assert/strict';
import { axeFaults as faults } from './axeFaults.ts';
import type { OpenedPage } from './harness.ts';
import type { Theme } from './pageServer.ts';
import { everyday, gitReset, trainTimes } from './records.ts';
import { usePages } from './usePages.ts';

const records = [gitReset, trainTimes, ...everyday, 'no record'];

describe('axe', () => {
  const pages = usePages();
  let opened: OpenedPage;

  for (const theme of ['dark', 'light', 'high-contrast'] as const satisfies readonly Theme[]) {
    it(`finds nothing serious in the comparison (${theme})`, async () => {
      opened = await pages.open(records, { theme, audit: true });
      await opened.page.locator('.evidence').waitFor();
      assert.deepEqual(await faults(opened.page), []);
      await opened.press('2', 'k', 'n');
      assert.deepEqual(await faults(opened.page), []);
    });

    it(`finds nothing serious in the table and the filter box (${theme})`, async () => {
      opened = await pages.open(records, { theme, audit: true });
      await opened.press('t');
      await opened.page.locator('.table-rows .table-row .cell').first().waitFor();
      await opened.page.locator('.table').focus();
      await opened.press('ArrowDown', ' ');
      assert.deepEqual(await faults(opened.page), []);
      await opened.press('/');
      await opened.page.locator('.search').pressSequentially('p < 0.5 and sp');
      await opened.page.locator('.offer').first().waitFor();
      assert.deepEqual(await faults(opened.page), []);
    });
  }
});
