import assert from 'node:assert/strict';
import { Harness, type OpenedPage, type OpenOptions } from './harness.ts';

/** Opens files in pages, for the tests of a suite. */
export interface Pages {
  /** Opens a file in the page that the test is about; it is closed after the test. */
  open(records: readonly (object | string)[], options?: OpenOptions): Promise<OpenedPage>;
}

/**
 * Registers hooks of the suite around: browser, page server and engine for all of its tests, and after each test its page is
 * closed. Nothing may have gone wrong in it, unless the suite looks at that itself.
 */
export function usePages({ looksAtWrong = false }: { readonly looksAtWrong?: boolean } = {}): Pages {
  let harness: Harness;
  let opened: OpenedPage | null = null;
  before(async () => {
    harness = await Harness.start();
  });
  after(() => harness.stop());
  afterEach(async () => {
    const page = opened;
    opened = null;
    if (page === null) return;
    if (!looksAtWrong) assert.deepEqual(page.wrong, []);
    await page.close();
  });
  return {
    open: async (records, options) => {
      opened = await harness.open(records, options);
      return opened;
    },
  };
}
