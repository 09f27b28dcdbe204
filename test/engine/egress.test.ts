import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { auditRequest, writeReportRequest } from '../../src/protocol/auditing.ts';
import { explainRequest } from '../../src/protocol/explaining.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { dist, startEngine } from './support/engine.ts';

const run = promisify(execFile);
const recorder = resolve('test/engine/support/recordNetwork.cjs');

/** System calls that reach for other machines: sockets of the internet's families. */
const tracer = ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,bind', '-o'];

function canTrace(): boolean {
  try {
    execFileSync('strace', ['-f', '-qq', '-e', 'trace=connect', process.execPath, '-e', '0'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the network', () => {
  let folder: TemporaryFolder;
  let log: string;
  let sample: string;
  let env: NodeJS.ProcessEnv;

  beforeEach(() => {
    folder = temporaryFolder();
    log = join(folder.path, 'network.log');
    const head = readFileSync('samples/helpdesk.jsonl', 'utf8').split('\n').slice(0, 40);
    sample = folder.write('helpdesk.jsonl', `${head.join('\n')}\n`);
    env = {
      ...process.env,
      NODE_OPTIONS: `--require ${JSON.stringify(recorder)}`,
      PAIRLENS_NETWORK_LOG: log,
      PAIRLENS_STORAGE: join(folder.path, 'storage'),
      PAIRLENS_MODELS: join(folder.path, 'models'),
    };
  });
  afterEach(() => folder.remove());
  const used = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');

  it('is seen by this test where it is used', async () => {
    const programs = [
      "fetch('http://127.0.0.1:47011/').catch(() => 0)",
      "require('node:https').get('https://127.0.0.1:47012/').on('error', () => 0)",
      "require('node:dns').promises.lookup('localhost')",
    ];
    for (const program of programs) await run(process.execPath, ['-e', program], { env });
    for (const use of ['connect 127.0.0.1 47011', 'connect 127.0.0.1 47012', 'dns.lookup localhost']) {
      assert.ok(used().includes(use), used());
    }
  });

  it('is not used by the command: audit with report, principles, export, conversion', async () => {
    const commands = [
      ['audit', sample, '--out', 'audit', '-q'],
      ['principles', sample, '-q'],
      ['export', sample, '-o', 'clean.jsonl', '--drop', 'malformed', '-q'],
      ['doctor'],
    ];
    const traces = canTrace();
    for (const [i, command] of commands.entries()) {
      const isTraced = traces && i === 0;
      const program = [process.execPath, resolve(dist, 'cli.cjs'), ...command];
      // What libraries in machine code do is seen by the system alone.
      const trace = join(folder.path, `trace-${i}`);
      const [first, ...rest] = isTraced ? ['strace', ...tracer, trace, ...program] : program;
      await run(first!, rest, { cwd: folder.path, env });
      if (isTraced) assert.doesNotMatch(readFileSync(trace, 'utf8'), /AF_INET/, command.join(' '));
    }
    assert.equal(used(), '');
    assert.ok(readdirSync(join(folder.path, 'audit')).includes('report.html'));
  });

  it('is not used by the engine: opening, audit, explanation, report, save', async () => {
    const engine = startEngine(env as Record<string, string>);
    try {
      const { connection } = engine;
      const doc = 'd';
      await engine.open({ doc, path: sample, storage: join(folder.path, 'storage') });
      await connection.sendRequest(auditRequest, { doc, seed: 0, progress: 'p' });
      await connection.sendRequest(explainRequest, { doc, row: 0 });
      await connection.sendRequest(writeReportRequest, { doc, path: join(folder.path, 'report.html') });
      await engine.verdict(doc, 0, 'b');
      await connection.sendRequest(saveRequest, { doc, path: null, overwrite: false });
    } finally {
      await engine.stop();
    }
    assert.ok(existsSync(join(folder.path, 'report.html')));
    assert.equal(used(), '');
  });
});
