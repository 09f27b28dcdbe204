import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';

/** The built engine in a process of its own. */
export interface RunningEngine {
  readonly connection: MessageConnection;
  stop(): Promise<void>;
}

/** Forks the built engine. */
export function startEngine(): RunningEngine {
  const file = join(process.env.PAIRLENS_DIST ?? 'dist', 'engine.cjs');
  const child: ChildProcess = fork(file, [], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  return {
    connection,
    async stop() {
      connection.dispose();
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      const kill = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(kill);
    },
  };
}
