import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { judgement } from '../../src/edits/decision.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { dist } from './support/engine.ts';

/** Stands in every text of the dataset, of its review file and of what is typed. */
const marker = 'Zanzibar';

describe('the log', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('holds no text of a dataset, whatever goes wrong with it', async () => {
    const record = (row: number): string =>
      JSON.stringify({ prompt: `${marker} ${row}`, chosen: `${marker} a ${row}`, rejected: `b ${marker} ${row % 9}` });
    const broken = [`${marker} is no JSON`, `{"prompt": "${marker}"`, `{"prompt": "${marker}", "chosen": 1}`, '\0'];
    const path = folder.write(
      'pairs.jsonl',
      [...Array.from({ length: 40 }, (_, row) => record(row)), ...broken].join('\n'),
    );
    folder.write('pairs.review.jsonl', `${marker}\n{"key": "${marker}"}\n`);

    // As the host starts it; what it prints goes to the log.
    const engine = fork(resolve(dist, 'engine.cjs'), [], {
      execArgv: [],
      env: { ...process.env, PAIRLENS_MODELS: join(folder.path, 'no-models') },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let log = '';
    for (const stream of [engine.stdout, engine.stderr]) stream?.setEncoding('utf8').on('data', text => (log += text));
    const connection = createMessageConnection(new IPCMessageReader(engine), new IPCMessageWriter(engine));
    connection.listen();
    const doc = 'd';
    const asked: string[] = [];
    const ask = async (method: string, params: object): Promise<void> => {
      await connection.sendRequest(method, { doc, ...params }).catch((error: Error) => asked.push(error.message));
    };
    const storage = join(folder.path, 'storage');
    await ask('open', { path, storage, reviewer: 'me', applyToRecord: true });
    const view = (value: string) => ({
      filter: { text: { kind: 'sql', value } },
      sort: 'position',
    });
    for (const value of [`prompt = '${marker}`, `${marker} > 1`, `error('${marker}')`])
      await ask('window', { view: view(value), start: 0, count: 10 });
    await ask('audit', { seed: 0, progress: 'p' });
    await ask('apply', { action: { type: 'note', row: 0, at: 'x', note: marker } });
    await ask('apply', { action: { type: 'text', row: 1, at: 'x', ref: 'a/0', text: `${marker} new` } });
    await ask('apply', { action: { type: 'text', row: 2, at: 'x', ref: 'a/99', text: `${marker} new` } });
    await ask('apply', { action: { type: 'verdict', row: 3, at: 'x', ...judgement('b', 'seen') } });
    await ask('apply', { action: { type: marker, row: 3 } });
    await ask('explain', { row: 0 });
    await ask(saveRequest.method, { path: null, overwrite: false });
    await ask('picture', { row: 0, part: 'a', message: 0, image: 0, remote: false });
    await ask('problems', { text: marker });
    await ask('revert', {});
    engine.disconnect();
    if (engine.exitCode === null) await once(engine, 'exit');
    connection.dispose();
    assert.ok(asked.length >= 3, asked.join('\n'));
    assert.ok(!log.includes(marker), log);
  });
});
