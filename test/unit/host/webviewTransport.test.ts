import assert from 'node:assert/strict';
import { isMessage } from '../../../src/host/editor/webviewTransport.ts';

describe('messages of a page', () => {
  it('are JSON-RPC, and whole where the library takes that for granted', () => {
    for (const message of [null, 1, 'x', [], {}, { jsonrpc: '1.0' }, { method: 'ready' }]) {
      assert.equal(isMessage(message), false, JSON.stringify(message));
    }
    for (const params of [undefined, null, true, {}, { id: {} }, []]) {
      assert.equal(isMessage({ jsonrpc: '2.0', method: '$/cancelRequest', params }), false, JSON.stringify(params));
    }
    for (const id of [1, 'one']) assert.ok(isMessage({ jsonrpc: '2.0', method: '$/cancelRequest', params: { id } }));
    assert.ok(isMessage({ jsonrpc: '2.0', id: 1, method: 'ready' }));
    assert.ok(isMessage({ jsonrpc: '2.0', id: 1, result: null }));
  });
});
