import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgement } from '../../src/edits/decision.ts';
import { nextOpenRequest } from '../../src/protocol/reading.ts';
import { recoverRequest } from '../../src/protocol/recovery.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import type { View } from '../../src/protocol/view.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { type OpenedWhole, startEngine, type TestEngine } from './support/engine.ts';

const good = (i: number): string => `{"prompt":"p ${i}","chosen":"x ${i}","rejected":"y ${i}"}\n`;
const torn = '{"prompt":"half a li\n';
const lines = [good(0), torn, good(1), '{"prompt":"other"}\n', torn, good(2)];
const at = '2026-01-02T03:04:05.000Z';
const inOrder: View = { filter: {}, sort: 'position' };

const said = ({ decisions }: OpenedWhole) =>
  decisions.map(([row, { verdict, note, tags }]) => [row, verdict, note, tags]).toSorted(([x], [y]) => +x! - +y!);

describe('decisions on lines that can’t be read', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let storage: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = folder.write('data.jsonl', lines.join(''));
    storage = join(folder.path, 'storage');
    engine = startEngine();
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const save = (doc: string): Promise<unknown> =>
    engine.connection.sendRequest(saveRequest, { doc, path: null, overwrite: false });
  const expected = [
    [1, 'later', 'send it again', ['torn']],
    [3, 'drop', '', []],
    [4, 'drop', '', []],
  ];
  /** Of two equal lines each has its own. */
  const decide = async (doc: string): Promise<void> => {
    await engine.open({ doc, path, storage });
    await engine.verdict(doc, 4, 'drop');
    await engine.verdict(doc, 3, 'drop');
    await engine.verdict(doc, 1, 'later');
    await engine.apply(doc, { type: 'note', row: 1, note: 'send it again', at });
    await engine.apply(doc, { type: 'tags', row: 1, tags: ['torn'], at });
  };

  it('are saved and read back, each on its own line; the file stays as it is', async () => {
    await decide('d');
    await save('d');
    assert.equal(readFileSync(path, 'utf8'), lines.join(''));
    assert.deepEqual(said(await engine.open({ doc: 'again', path, storage })), expected);
    const next = (start: number) =>
      engine.connection.sendRequest(nextOpenRequest, { doc: 'again', view: inOrder, start });
    assert.equal(await next(3), 5, 'the queue passes over what is dropped');
    await engine.verdict('again', 4, null);
    await save('again');
    assert.deepEqual(said(await engine.open({ doc: 'third', path, storage })), expected.slice(0, 2));
  });

  it('follow their lines when these have moved', async () => {
    await decide('d');
    await save('d');
    folder.write('data.jsonl', [good(7), ...lines].join(''));
    const moved = expected.map(([row, ...rest]) => [Number(row) + 1, ...rest]);
    assert.deepEqual(said(await engine.open({ doc: 'again', path, storage })), moved);
  });

  it('are taken up after a kill, from a file whose lines have moved as well', async () => {
    await engine.open({ doc: 'd', path, storage });
    await engine.verdict('d', 3, 'drop');
    await engine.apply('d', { type: 'note', row: 1, note: 'send it again', at });
    await engine.kill();
    folder.write('data.jsonl', [good(7), ...lines.slice(0, 4)].join(''));
    engine = startEngine();
    const { recoverable } = await engine.open({ doc: 'next', path, storage });
    assert.equal(recoverable, 2);
    await engine.connection.sendRequest(recoverRequest, { doc: 'next' });
    await save('next');
    assert.deepEqual(said(await engine.open({ doc: 'again', path, storage })), [
      [2, null, 'send it again', []],
      [4, 'drop', '', []],
    ]);
  });

  it('are saved by the thousand', async () => {
    folder.write('data.jsonl', [...lines, ...Array.from({ length: 300 }, (_, i) => `{"broken ${i % 150}\n`)].join(''));
    await engine.open({ doc: 'd', path, storage });
    const rows = Array.from({ length: 300 }, (_, i) => i + 6);
    await engine.apply('d', { type: 'rows', rows, change: { type: 'verdict', ...judgement('drop', 'seen'), at } });
    await save('d');
    const { decisions } = await engine.open({ doc: 'again', path, storage });
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]).toSorted(([x], [y]) => +x! - +y!),
      rows.map(row => [row, 'drop']),
    );
  });
});
