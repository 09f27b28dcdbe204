import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
} from 'vscode-jsonrpc/node';
import { Documents } from '../../../src/engine/documents.ts';
import { serve } from '../../../src/engine/serve.ts';
import { isMessage } from '../../../src/host/editor/webviewTransport.ts';
import { findingsRequest } from '../../../src/protocol/auditing.ts';
import { applyRequest, draftRequest } from '../../../src/protocol/deciding.ts';
import type { Overview } from '../../../src/protocol/overview.ts';
import { pictureRequest } from '../../../src/protocol/pictures.ts';
import type { WindowResult } from '../../../src/protocol/reading.ts';
import { readRequests } from '../../../src/protocol/readRequests.ts';
import { reviewReadRequests } from '../../../src/protocol/review.ts';
import { scopeRequest } from '../../../src/protocol/scopes.ts';
import { bendJson, type MadeJson } from '../jsonMaker.ts';
import { must, type Target } from '../target.ts';

const doc = 'd';
/** What a page may ask for, and edits. What writes files where it is told to is the host's alone. */
const allowed = new Set([
  ...readRequests,
  ...reviewReadRequests,
  pictureRequest.method,
  applyRequest.method,
  draftRequest.method,
  scopeRequest.method,
  findingsRequest.method,
  '$/cancelRequest',
  '$/progress',
  'no such method',
]);
const view = { filter: {}, sort: 'position' };
const at = '2020-01-01T00:00:00.000Z';
const messages: readonly MadeJson[] = [
  { method: 'window', params: { doc, view, start: 0, count: 10, columns: ['label'] } },
  {
    method: 'window',
    params: { doc, view: { filter: { verdict: 'open' }, sort: 'length', descending: true }, start: 2, count: 5 },
  },
  {
    method: 'window',
    params: { doc, view: { filter: { finding: 'duplicate' }, sort: 'column:label' }, start: 0, count: 1 },
  },
  {
    method: 'window',
    params: { doc, view: { filter: { text: { kind: 'sql', value: 'chars_a > 1' } }, sort: 'p' }, start: 0, count: 9 },
  },
  {
    method: 'window',
    params: {
      doc,
      view: { filter: { share: { part: 1, of: 2 }, conflicts: true }, sort: 'score' },
      start: 0,
      count: 9,
    },
  },
  {
    method: 'window',
    params: { doc, view: { filter: { check: { seed: 1, n: 5 } }, sort: 'position' }, start: 0, count: 9 },
  },
  { method: 'detail', params: { doc, rows: [0, 1, 2] } },
  { method: 'overview', params: { doc } },
  { method: 'locate', params: { doc, view, row: 1 } },
  { method: 'nextOpen', params: { doc, view, start: 0 } },
  { method: 'report', params: { doc } },
  { method: 'explain', params: { doc, row: 0 } },
  { method: 'columns', params: { doc } },
  { method: 'values', params: { doc, column: 'label' } },
  { method: 'rows', params: { doc, view, start: 0, count: 3 } },
  { method: 'progress', params: { doc, view } },
  { method: 'agreement', params: { doc } },
  { method: 'picture', params: { doc, row: 0, part: 'a', message: 0, image: 0, remote: false } },
  { method: 'draft', params: { doc, row: 0, kind: 'copy' } },
  { method: 'scope', params: { doc, scope: { view, except: [1] } } },
  { method: 'apply', params: { doc, action: { type: 'verdict', row: 0, at, verdict: 'b', given: 'seen' } } },
  { method: 'apply', params: { doc, action: { type: 'tags', row: 1, at, tags: ['t'] } } },
  { method: 'apply', params: { doc, action: { type: 'text', row: 2, at, ref: 'a/0', text: 'new' } } },
  { method: 'apply', params: { doc, action: { type: 'rows', rows: [0, 1], change: { type: 'note', at, note: 'n' } } } },
  { method: '$/cancelRequest', params: { id: 1 } },
];
const keys = ['doc', 'view', 'filter', 'sort', 'start', 'count', 'rows', 'row', 'text', 'value', '__proto__', 'column'];

class Incoming extends AbstractMessageReader {
  #take: DataCallback = () => undefined;

  listen(take: DataCallback): Disposable {
    this.#take = take;
    return { dispose: () => undefined };
  }

  deliver(message: unknown): void {
    this.#take(message as Message);
  }
}

class Outgoing extends AbstractMessageWriter {
  readonly waiting = new Map<number, (answer: { readonly result?: unknown; readonly error?: object }) => void>();

  async write(message: Message): Promise<void> {
    const { id } = message as { id?: unknown };
    if (typeof id !== 'number') return;
    this.waiting.get(id)?.(message as { result?: unknown });
    this.waiting.delete(id);
  }

  end(): void {}
}

/** Messages to the engine. */
export const engineWire: Target = {
  name: 'engine-wire',
  holds: 'every request is answered, whatever it says, and the document is served as before',
  isSlow: true,
  words: ['"method":', '"params":', '"doc":"d"', '"view":', '-1', '1e9', 'null', '"position"', '"row":', '[]', '{}'],
  mostBytes: 1 << 13,
  seeds: () => messages.map(message => JSON.stringify([message])),
  make: random =>
    JSON.stringify(Array.from({ length: random.size(5) }, () => bendJson(random.pick(messages), random, keys, 4))),
  open: async folder => {
    const path = join(folder, 'odd.jsonl');
    copyFileSync('test/fixtures/engine/odd.jsonl', path);
    const incoming = new Incoming();
    const outgoing = new Outgoing();
    const connection = createMessageConnection(incoming, outgoing);
    const documents = new Documents();
    serve(connection, documents);
    connection.listen();
    // What goes wrong inside is told to the log, with every step.
    console.error = () => undefined;
    let last = 1000;
    const ask = (method: string, params: unknown): Promise<{ readonly result?: unknown; readonly error?: object }> => {
      const id = last++;
      const answer = new Promise<{ readonly result?: unknown }>(resolve => outgoing.waiting.set(id, resolve));
      incoming.deliver({ jsonrpc: '2.0', id, method, params });
      return answer;
    };
    const storage = join(folder, 'storage');
    await ask('open', { doc, path, storage, reviewer: 'me', applyToRecord: true });
    await ask('decisions', { doc });
    // A worker that still reads the file takes processor time, which would count as an input's.
    const facts = { doc, view: { filter: {}, sort: 'length' }, start: 0, count: 0 };
    while (!((await ask('window', facts)).result as WindowResult).complete) await setTimeout(20);
    const overview = async (): Promise<number> => {
      const { result } = (await ask('overview', { doc })) as { result?: Overview };
      must(result !== undefined, 'the document is served no more');
      return result.rowCount;
    };
    const rows = await overview();
    let run = 0;
    return {
      run: async input => {
        let sent: unknown;
        try {
          sent = JSON.parse(input.toString('utf8'));
        } catch {
          return;
        }
        const asked = (Array.isArray(sent) ? sent : [sent]).slice(0, 8).map(message => {
          const { method, params } = (message ?? {}) as { method?: unknown; params?: unknown };
          if (typeof method !== 'string' || !allowed.has(method)) return ask('no such method', params);
          if (method.startsWith('$/')) {
            if (isMessage({ jsonrpc: '2.0', method, params })) incoming.deliver({ jsonrpc: '2.0', method, params });
            return null;
          }
          const isPicture = method === pictureRequest.method && typeof params === 'object' && params !== null;
          return ask(method, isPicture ? { ...params, remote: false } : params);
        });
        for (const answer of await Promise.all(asked)) {
          must(answer === null || 'result' in answer || 'error' in answer, 'an answer says nothing');
        }
        if (run++ % 16 === 0) must((await overview()) === rows, 'the document has other rows');
      },
      close: async () => {
        await documents.closeAll();
        connection.dispose();
      },
    };
  },
};
