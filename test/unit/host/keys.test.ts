import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretStorage } from 'vscode';
import { ServerKeys } from '../../../src/host/languageModels/keys.ts';

class PlayedSecrets implements SecretStorage {
  readonly held = new Map<string, string>();
  readonly onDidChange = () => ({ dispose: () => undefined });

  get = async (name: string): Promise<string | undefined> => this.held.get(name);
  store = async (name: string, value: string): Promise<void> => void this.held.set(name, value);
  delete = async (name: string): Promise<void> => void this.held.delete(name);
  keys = async (): Promise<string[]> => [...this.held.keys()];
}

describe('keys of servers', () => {
  it('belong to the server they were given for, and to no other', async () => {
    const secrets = new PlayedSecrets();
    const keys = new ServerKeys(secrets);
    await keys.set('https://one.example/v1', 'sk-1');
    assert.equal(await keys.get('https://one.example/v1/chat'), 'sk-1');
    for (const other of ['https://two.example/v1', 'http://one.example/v1', 'https://one.example:8443/v1'])
      assert.equal(await keys.get(other), null, other);
    assert.ok(![...secrets.held.keys()].some(name => name.includes('sk-1')));
    await keys.set('https://one.example/', '');
    assert.equal(secrets.held.size, 0);
  });

  it('have no place in settings, and in the host one file alone asks for secrets', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: object } | readonly { properties: object }[] };
    };
    const settings = [contributes.configuration].flat().flatMap(({ properties }) => Object.keys(properties));
    assert.ok(settings.length > 5);
    assert.deepEqual(
      settings.filter(name => /(token|secret|password|apikey|key)$/i.test(name)),
      [],
    );
    const files = readdirSync('src/host', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
    const reads = files.filter(file =>
      /\bsecrets\.(get|store|delete)\b/.test(readFileSync(join('src/host', file), 'utf8')),
    );
    assert.deepEqual(
      reads.map(file => file.replaceAll('\\', '/')),
      ['languageModels/keys.ts'],
    );
  });
});
