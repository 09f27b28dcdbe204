import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { backupRequest, recoverRequest } from '../../src/protocol/recovery.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const record = (i: number): string => `{"prompt":"p ${i}","chosen":"x ${i}","rejected":"y ${i}"}\n`;
const day = 86_400_000;

describe('what a crash left about comparisons that are gone', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let storage: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    path = folder.write('data.jsonl', [0, 1, 2, 3].map(record).join(''));
    storage = join(folder.path, 'storage');
    engine = startEngine();
    await engine.open({ doc: 'd', path, storage });
    await engine.verdict('d', 0, 'drop');
    await engine.verdict('d', 3, 'tie');
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const crash = async (rows: readonly number[]): Promise<void> => {
    await engine.kill();
    folder.write('data.jsonl', rows.map(record).join(''));
    engine = startEngine();
  };
  const open = (doc: string, more = {}) => engine.open({ doc, path, storage, ...more });
  const recover = (doc: string) => engine.connection.sendRequest(recoverRequest, { doc });

  it('is set aside whole, told of once, and not offered again', async () => {
    await crash([1, 2, 3]);
    assert.equal((await open('next')).recoverable, 2);
    const { decisions, setAside } = await recover('next');
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[2, 'tie']],
    );
    assert.ok(setAside);
    assert.equal(setAside.rows, 1);
    const [header, first] = readFileSync(setAside.path, 'utf8').split('\n');
    assert.equal(JSON.parse(header!).file, path);
    assert.deepEqual([JSON.parse(first!).row, JSON.parse(first!).verdict], [0, 'drop']);
    const records = readFileSync(setAside.path.replace('.journal.', '.rows.'), 'utf8');
    assert.ok(records.includes(Buffer.from(record(0).trimEnd()).toString('base64')), 'the record that it was about');
    assert.equal((await recover('next')).setAside, undefined);
    await engine.connection.sendRequest('close', { doc: 'next', keepJournal: false });
    assert.equal((await open('later')).recoverable, 0);
    assert.ok(existsSync(setAside.path));
  });

  it('stays for 90 days', async () => {
    await crash([1]);
    await open('next');
    const { setAside } = await recover('next');
    assert.ok(setAside);
    assert.equal(setAside.rows, 2);
    const aged = (days: number): void => {
      const then = new Date(Date.now() - days * day);
      for (const file of [setAside.path, setAside.path.replace('.journal.', '.rows.')]) utimesSync(file, then, then);
    };
    aged(89);
    await open('within');
    assert.ok(existsSync(setAside.path));
    aged(91);
    await open('after');
    assert.deepEqual(
      readdirSync(join(setAside.path, '..')).filter(name => name.includes('.kept.')),
      [],
    );
  });

  it('is removed as before when every comparison is still there', async () => {
    await crash([3, 2, 1, 0]);
    await open('next');
    const { decisions, setAside } = await recover('next');
    assert.deepEqual([decisions.length, setAside], [2, undefined]);
  });

  it('is kept as a copy where it is in a backup', async () => {
    const backup = join(folder.path, 'backup.json');
    await engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await engine.connection.sendRequest('close', { doc: 'd', keepJournal: false });
    await crash([1, 2, 3]);
    const { setAside, restored } = await open('d', { backup });
    assert.ok(restored && setAside);
    assert.equal(setAside.rows, 1);
    assert.equal(readFileSync(setAside.path, 'utf8'), readFileSync(backup, 'utf8'));
  });

  it('is told of where the host hands back decisions about the rows of a file that is another one by now', async () => {
    const { fingerprint } = await open('before');
    const decisions = [...(await open('d')).decisions];
    await crash([1, 2, 3]);
    const opened = await open('d', { decisions, base: fingerprint });
    assert.deepEqual([opened.moved, opened.decisions], [true, []], 'rows are known by their numbers alone');
    const { decisions: recovered, setAside } = await recover('d');
    assert.deepEqual(
      recovered.map(([row, { verdict }]) => [row, verdict]),
      [[2, 'tie']],
    );
    assert.equal(setAside?.rows, 1);
  });

  it('is not looked for where lines were only added', async () => {
    const { fingerprint } = await open('before');
    const decisions = [...(await recover('before')).decisions];
    await crash([0, 1, 2, 3, 4]);
    const opened = await open('d', { decisions, base: fingerprint });
    assert.equal(opened.moved, undefined);
    assert.deepEqual(
      opened.decisions.map(([row, { verdict }]) => [row, verdict]),
      decisions.map(([row, { verdict }]) => [row, verdict]),
    );
  });
});
