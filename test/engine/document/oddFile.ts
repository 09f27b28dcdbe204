import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc';
import type { OpenParams } from '../../../src/protocol/opening.ts';
import { detailRequest, windowRequest } from '../../../src/protocol/reading.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import { type Saved, saveRequest } from '../../../src/protocol/saving.ts';
import type { View } from '../../../src/protocol/view.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { type OpenedWhole, startEngine, type TestEngine } from '../support/engine.ts';

/** Records of several kinds, some of them odd, and a line that is none. */
export const fixture = 'test/fixtures/engine/odd.jsonl';

/** An engine of each test's own, and a copy of the fixture that it may open as the document `d`. */
export interface OddFile {
  /** Another may take its place, where a test kills it. */
  engine: TestEngine;
  readonly folder: TemporaryFolder;
  readonly path: string;
  readonly storage: string;
  open(more?: Partial<OpenParams>): Promise<OpenedWhole>;
  detail(row: number): Promise<RowDetail>;
  /** Rows of a view, once all are known. */
  rowsOf(view: View): Promise<number[]>;
  /** @param path - null: to the file itself */
  save(path?: string | null, overwrite?: boolean): Promise<Saved>;
}

/** Registers hooks of the suite around, which make both before each test and end them after. */
export function useOddFile(): OddFile {
  let folder: TemporaryFolder;
  const odd = {
    get folder() {
      return folder;
    },
    get path() {
      return join(folder.path, 'odd.jsonl');
    },
    get storage() {
      return join(folder.path, 'storage');
    },
    open: more => odd.engine.open({ doc: 'd', path: odd.path, storage: odd.storage, ...more }),
    detail: async row => {
      const [found] = await odd.engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [row] });
      assert.ok(found);
      return found;
    },
    rowsOf: async view => {
      for (;;) {
        const window = { doc: 'd', view, start: 0, count: 100 };
        const { items, complete } = await odd.engine.connection.sendRequest(windowRequest, window);
        if (complete) return items.map(({ row }) => row);
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    },
    save: (path = null, overwrite = false) =>
      odd.engine.connection.sendRequest(saveRequest, { doc: 'd', path, overwrite }),
  } as OddFile;
  beforeEach(() => {
    folder = temporaryFolder();
    copyFileSync(fixture, odd.path);
    odd.engine = startEngine();
  });
  afterEach(async () => {
    await odd.engine.stop();
    folder.remove();
  });
  return odd;
}

/** The error of a request that must fail. */
export async function failure(work: Promise<unknown>): Promise<ResponseError<unknown>> {
  try {
    await work;
  } catch (error) {
    assert.ok(error instanceof ResponseError);
    return error;
  }
  throw new assert.AssertionError({ message: 'the request should have failed' });
}
