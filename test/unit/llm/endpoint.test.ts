import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { ApiKey } from '../../../src/llm/apiKey.ts';
import { endpointOf, staysHere } from '../../../src/llm/endpoint.ts';

const key = ApiKey.of('sk-secret-1', 'test');

describe('a server’s address', () => {
  it('is read as people write it', () => {
    const href = (address: string): string => endpointOf(address, null).base.href;
    assert.equal(href('http://127.0.0.1:8080'), 'http://127.0.0.1:8080/v1');
    assert.equal(href('127.0.0.1:11434'), 'http://127.0.0.1:11434/v1');
    assert.equal(href(' http://localhost:1234/v1/ '), 'http://localhost:1234/v1');
    assert.equal(href('https://api.example.com/v1/chat/completions'), 'https://api.example.com/v1');
    assert.equal(href('https://example.com/api/openai/v1/models'), 'https://example.com/api/openai/v1');
  });

  it('is refused where it is none, or holds a secret', () => {
    for (const address of ['', 'file:///etc/passwd', 'http://', 'ftp://x/v1']) {
      assert.throws(() => endpointOf(address, null), /is no address/, address);
    }
    for (const address of ['https://user:pw@example.com/v1', 'https://example.com/v1?key=abc']) {
      assert.throws(() => endpointOf(address, null), /environment variable/, address);
    }
  });

  it('does not let a key travel readably, but in a private network', () => {
    for (const address of [
      'http://example.com/v1',
      'http://8.8.8.8:8000',
      'http://172.32.0.1/v1',
      'http://[2001:db8::1]/v1',
    ]) {
      assert.throws(() => endpointOf(address, key), /readably/, address);
      endpointOf(address, null);
    }
    for (const address of [
      'https://example.com',
      '192.168.1.5:8000',
      '10.0.0.1',
      'gpu-box:8000',
      'box.local',
      '[fd00::1]:80',
      '172.31.9.9',
    ]) {
      assert.equal(endpointOf(address, key).key, key, address);
    }
  });

  it('says whether texts stay on this machine', () => {
    assert.ok(staysHere(endpointOf('127.0.0.1:8080', null)));
    assert.ok(!staysHere(endpointOf('192.168.1.5:8000', null)));
  });
});

describe('a key', () => {
  it('shows itself nowhere', () => {
    const shown = [String(key), JSON.stringify({ key }), inspect({ key }, { depth: 9 }), key.hide('not sk-secret-1!')];
    for (const text of shown) assert.ok(!text.includes('sk-secret-1'), text);
    assert.equal(key.authorization(), 'Bearer sk-secret-1');
  });

  it('is taken from the environment, and missed by the variable’s name', () => {
    assert.equal(ApiKey.fromEnvironment('K', { K: ' abc\n' }).authorization(), 'Bearer abc');
    assert.throws(() => ApiKey.fromEnvironment('K', {}), /environment variable K is empty/);
    assert.throws(() => ApiKey.fromEnvironment('K', { K: 'a\r\nX: y' }), /characters that no key has/);
  });
});
