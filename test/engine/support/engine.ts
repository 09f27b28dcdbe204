import { type ChildProcess, fork } from 'node:child_process';
import { resolve } from 'node:path';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
} from 'vscode-jsonrpc/node';
import type { Action } from '../../../src/edits/action.ts';
import { judgement, type Verdict } from '../../../src/edits/decision.ts';
import { applyRequest } from '../../../src/protocol/deciding.ts';
import { decisionsRequest, type Opened, type OpenParams, openRequest } from '../../../src/protocol/opening.ts';

/** Folder of the built programs; `PAIRLENS_DIST` names another than `dist`. */
export const dist = resolve(process.env.PAIRLENS_DIST ?? 'dist');

/** What the engine tells of a document, its decisions included. */
export type OpenedWhole = Opened & { readonly decisions: NonNullable<Opened['decisions']> };

/** Waits for decisions that were not told yet. */
export async function whole(connection: MessageConnection, doc: string, opened: Opened): Promise<OpenedWhole> {
  return { ...opened, decisions: opened.decisions ?? (await connection.sendRequest(decisionsRequest, { doc })) };
}

/** A forked engine and the connection to it. */
export interface TestEngine {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** Settles when the process has ended. */
  readonly gone: Promise<void>;
  /** Opens a file and waits for the decisions of its review file, as the host does before it edits. */
  open(params: Pick<OpenParams, 'doc' | 'path' | 'storage'> & Partial<OpenParams>): Promise<OpenedWhole>;
  verdict(doc: string, row: number, verdict: Verdict | null): Promise<void>;
  apply(doc: string, action: Action): Promise<void>;
  /** Ends the process; settles when it is gone. */
  stop(): Promise<void>;
  /** Ends the process as a crash would; settles when it is gone. */
  kill(): Promise<void>;
}

/** Forks the engine as the extension does. Models of this machine's user play no part unless `env` names their folder. */
export function startEngine(env: Record<string, string> = {}, program = resolve(dist, 'engine.cjs')): TestEngine {
  const child = fork(program, [], {
    execArgv: [],
    env: { ...process.env, PAIRLENS_MODELS: resolve(dist, 'no-models'), ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  const gone = new Promise<void>(settle => child.once('exit', () => settle()));
  const end = async (how: () => void): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) how();
    await gone;
    connection.dispose();
  };
  const apply = async (doc: string, action: Action): Promise<void> => {
    await connection.sendRequest(applyRequest, { doc, action });
  };
  return {
    process: child,
    connection,
    gone,
    open: async params => {
      const opened = await connection.sendRequest(openRequest, { reviewer: 'ada', applyToRecord: true, ...params });
      return whole(connection, params.doc, opened);
    },
    apply,
    verdict: (doc, row, verdict) =>
      apply(doc, { type: 'verdict', row, ...judgement(verdict, 'seen'), at: '2026-01-02T03:04:05.000Z' }),
    stop: () => end(() => child.disconnect()),
    kill: () => end(() => child.kill('SIGKILL')),
  };
}
