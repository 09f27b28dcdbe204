import { type ChildProcess, fork } from 'node:child_process';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { Log } from '../log.ts';

/** A running engine: the connection to it, and how it ends. */
export interface EngineProcess {
  readonly connection: MessageConnection;
  readonly pid: number;
  /** Settles when the process has ended, with how it ended in words. */
  readonly ended: Promise<string>;
  /** Ends the process: it is told by the closed channel, and killed if that does not help. */
  stop(): void;
}

/** Milliseconds that an engine may take to end by itself. */
const grace = 2000;

/**
 * Forks the engine with the editor's own runtime. Its output goes to the log; requests travel over the IPC channel.
 *
 * @param answers - registers what the engine may ask
 * @throws if the process cannot be started
 */
export function startEngine(
  program: string,
  log: Log,
  answers: (connection: MessageConnection) => void,
): EngineProcess {
  const child = fork(program, [], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', ORT_DISABLE_TELEMETRY: '1' },
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const ended = endOf(child).finally(() => connection.dispose());
  child.stdout?.setEncoding('utf8').on('data', text => log.info(String(text).trimEnd()));
  child.stderr?.setEncoding('utf8').on('data', text => log.warn(String(text).trimEnd()));
  connection.onError(([error]) => log.warn(`Connection to the engine: ${error.message}`));
  connection.onClose(() => stop(child));
  answers(connection);
  connection.listen();
  return { connection, pid: child.pid ?? 0, ended, stop: () => stop(child) };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with code ${code}`));
  });
}

function stop(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), grace);
  timer.unref();
  child.once('exit', () => clearTimeout(timer));
}
