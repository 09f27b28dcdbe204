import type * as vscode from 'vscode';
import type { Action } from '../../../src/edits/action.ts';
import type { Decision } from '../../../src/edits/decision.ts';
import { applyTo, invert, rowsOf } from '../../../src/edits/decisions.ts';
import type { ComparisonDocument } from '../../../src/host/editor/comparisonDocument.ts';
import type { PanelServices } from '../../../src/host/editor/comparisonPanel.ts';
import { bendJson, type MadeJson, makeJson } from '../jsonMaker.ts';
import { must, type Target } from '../target.ts';

const view = { filter: {}, sort: 'position' };
const at = '2020-01-01T00:00:00.000Z';
const rpc = { jsonrpc: '2.0', id: 1 };
const messages: readonly MadeJson[] = [
  { ...rpc, method: 'ready' },
  { ...rpc, method: 'edit', params: { action: { type: 'note', row: 0, at, note: 'n' }, label: 'Note' } },
  { ...rpc, method: 'edit', params: { action: { type: 'tags', row: 1, at, tags: ['t'] }, label: 'Tags' } },
  { ...rpc, method: 'command', params: { command: 'save', argument: 'x' } },
  { ...rpc, method: 'command', params: { command: 'constructor' } },
  { ...rpc, method: 'bulk', params: { scope: { view }, kind: 'drop' } },
  { ...rpc, method: 'window', params: { doc: 'd', view, start: 0, count: 5 } },
  { ...rpc, method: 'save', params: { doc: 'd', path: '/etc/passwd', overwrite: true } },
  { jsonrpc: '2.0', method: 'state', params: { view, row: 3 } },
  { jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 1 } },
  { jsonrpc: '2.0', method: '$/progress', params: { token: 't', value: 1 } },
  { jsonrpc: '2.0', id: 1, result: {} },
  { jsonrpc: '2.0', id: 1, error: { code: 1, message: 'x' } },
];
const keys = [
  'jsonrpc',
  'id',
  'method',
  'params',
  'result',
  'error',
  'action',
  'command',
  'kind',
  '__proto__',
  'state',
];

/** What a page may have the engine do: it reads. */
const reading =
  /^(window|detail|overview|locate|nextOpen|report|explain|columns|values|rows|progress|agreement|picture|look)$/;

/** Messages of a page to the host. */
export const pageWire: Target = {
  name: 'page-wire',
  holds: 'a page gets an answer or none and breaks nothing; the engine is asked to read, and for nothing else',
  words: ['"jsonrpc":"2.0"', '"id":', '"method":', '"params":', '"ready"', '"edit"', '"command"', 'null', '$/', '1e9'],
  mostBytes: 1 << 12,
  seeds: () => messages.map(message => JSON.stringify([message])),
  make: random =>
    JSON.stringify(
      Array.from({ length: random.size(6) }, () =>
        random.chance(10) ? makeJson(random, keys) : bendJson(random.pick(messages), random, keys, 5),
      ),
    ),
  open: async () => {
    // VS Code is there only in the bundle, played.
    const { ComparisonPanel } = await import('../../../src/host/editor/comparisonPanel.ts');
    let receive: (message: unknown) => void = () => undefined;
    const listening = { dispose: () => undefined };
    const decisions = new Map<number, Decision>();
    const edits: Action[] = [];
    const document = {
      id: 'd',
      name: 'x.jsonl',
      readOnly: null,
      uri: { path: '/x.jsonl' },
      opened: { format: { name: 'TRL', reasons: [], score: 1 }, rowCount: 10 },
      onDidUpdate: () => listening,
      edit: async (action: Action) => {
        // As the document does it, once the engine has taken the step.
        const back = invert(decisions, action);
        rowsOf(action);
        rowsOf(back);
        applyTo(decisions, action);
        edits.push(action);
      },
    } as unknown as ComparisonDocument;
    const panel = {
      visible: true,
      webview: {
        cspSource: 'x:',
        asWebviewUri: (uri: object) => uri,
        postMessage: async (message: unknown) => must(JSON.stringify(message).length < 1 << 20, 'a huge answer'),
        onDidReceiveMessage: (listener: typeof receive) => {
          receive = listener;
          return listening;
        },
      },
      onDidChangeViewState: () => listening,
      onDidDispose: () => listening,
    } as unknown as vscode.WebviewPanel;
    const asked: string[] = [];
    const engine = {
      onChanged: () => listening,
      onRestarted: () => listening,
      request: async (type: { readonly method: string }) => void asked.push(type.method),
      relay: async (method: string) => void asked.push(method),
    };
    const services = {
      engine,
      states: { get: () => null, set: () => undefined },
      filters: { all: [] },
      log: { warn: () => undefined, info: () => undefined },
      extensionUri: { path: '/extension' },
      run: async () => undefined,
      bulk: async () => undefined,
    } as unknown as PanelServices;
    new ComparisonPanel(document, panel, services);
    console.error = () => undefined;
    return {
      run: async input => {
        let sent: unknown;
        try {
          sent = JSON.parse(input.toString('utf8'));
        } catch {
          return;
        }
        for (const message of (Array.isArray(sent) ? sent : [sent]).slice(0, 20)) receive(message);
        await new Promise(resolve => setImmediate(resolve));
        for (const method of asked.splice(0)) must(reading.test(method), `the engine is asked for ${method}`);
        decisions.clear();
      },
    };
  },
};
