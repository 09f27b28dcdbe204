import * as vscode from 'vscode';
import { ConnectionError, ErrorCodes, type ProgressType, type RequestType, ResponseError } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { changedNotification } from '../../protocol/changed.ts';
import type { Dialogs } from '../dialogs.ts';
import { HostError, messageOf } from '../hostError.ts';
import type { Log } from '../log.ts';
import { Crashes } from './crashes.ts';
import { type EngineProcess, startEngine } from './engineProcess.ts';

/** A document that is opened again, with its decisions, when the engine was restarted. */
export interface Reopenable {
  /** What the user calls it. */
  readonly name: string;
  /**
   * @returns what the user must be told of it, or null
   * @throws if the engine cannot open it, or went away meanwhile
   */
  reopen(connection: MessageConnection): Promise<string | null>;
}

/**
 * What a caller wants of a request whose engine crashed meanwhile: the same again, or the error; or the same again if it still
 * makes sense once all documents are open again.
 */
export type OnCrash = 'retry' | 'fail' | (() => boolean);

/**
 * The engine of this window: started by the first request, started again after a crash with every document reopened,
 * ended with the window. After repeated crashes it stays down until the user restarts it.
 */
export class EngineClient implements vscode.Disposable {
  private readonly documents = new Set<Reopenable>();
  /** Documents that the engine could not open again, which the user knows. */
  private readonly unopened = new WeakSet<Reopenable>();
  private readonly crashes = new Crashes();
  private readonly changed = new vscode.EventEmitter<{ doc: string; rows: readonly number[] | null }>();
  private readonly restarted = new vscode.EventEmitter<void>();
  private running: Promise<EngineProcess> | null = null;
  private process: EngineProcess | null = null;
  private gaveUp: HostError | null = null;
  private told = false;
  private disposed = false;

  /** Rows indexed, decided or audited. */
  readonly onChanged = this.changed.event;
  /** A crashed engine is back, with all documents. */
  readonly onRestarted = this.restarted.event;

  constructor(
    private readonly program: string,
    private readonly log: Log,
    private readonly dialogs: Dialogs,
    private readonly answers: (connection: MessageConnection) => void,
  ) {}

  /** Process id of the running engine, or null. */
  get pid(): number | null {
    return this.process?.pid ?? null;
  }

  /** Opens the document again after every restart, until the result is disposed. */
  keep(document: Reopenable): vscode.Disposable {
    this.documents.add(document);
    return { dispose: () => this.documents.delete(document) };
  }

  /**
   * Sends a request, starting the engine if need be.
   * @throws ResponseError as the engine answers; HostError if the engine is down for good or crashed (with `fail`)
   */
  async request<P, R, E>(
    type: RequestType<P, R, E>,
    params: P,
    token?: vscode.CancellationToken,
    onCrash: OnCrash = 'fail',
  ) {
    return this.withEngine(onCrash, connection => send(connection, type, params, token));
  }

  /** Passes a request on by name, unopened; it is sent again if the engine crashes meanwhile. */
  async relay(method: string, params: unknown, token: vscode.CancellationToken): Promise<unknown> {
    return this.withEngine('retry', connection => connection.sendRequest<unknown>(method, params, token));
  }

  /** As `request`, with reports of progress under the token that the request names. */
  async requestWithProgress<P, R, E, T>(
    type: RequestType<P, R, E>,
    params: P,
    progress: { type: ProgressType<T>; token: string; report: (value: T) => void },
    token: vscode.CancellationToken | undefined,
    onCrash: OnCrash = 'fail',
  ): Promise<R> {
    return this.withEngine(onCrash, async connection => {
      const listener = connection.onProgress(progress.type, progress.token, progress.report);
      try {
        return await send(connection, type, params, token);
      } finally {
        listener.dispose();
      }
    });
  }

  /** Starts the engine again after it was given up; one that runs is ended first. */
  async restart(): Promise<void> {
    this.gaveUp = null;
    this.crashes.forget();
    const before = this.process;
    // It ends because it is told to, which is no crash.
    this.process = null;
    this.running = null;
    before?.stop();
    await this.start(before);
    this.restarted.fire();
  }

  dispose(): void {
    this.disposed = true;
    this.process?.stop();
    this.changed.dispose();
    this.restarted.dispose();
  }

  private async withEngine<R>(onCrash: OnCrash, use: (connection: MessageConnection) => Promise<R>): Promise<R> {
    const engine = await this.start();
    try {
      return await use(engine.connection);
    } catch (error) {
      if (!isLost(error)) throw error;
      await engine.ended;
      if (onCrash !== 'fail' && !this.disposed) {
        const { connection } = await this.start();
        if (onCrash === 'retry' || onCrash()) return use(connection);
      }
      throw new HostError('PairLens’ engine stopped before it was done. Try again; your decisions are kept.');
    }
  }

  private start(before: EngineProcess | null = null): Promise<EngineProcess> {
    if (this.gaveUp) return Promise.reject(this.gaveUp);
    if (this.running) return this.running;
    const running = this.boot(before).catch(error => {
      if (this.running === running) this.running = null;
      throw error;
    });
    this.running = running;
    return running;
  }

  private async boot(before: EngineProcess | null): Promise<EngineProcess> {
    // A session's files are taken over only from a process that has ended.
    await before?.ended;
    if (this.disposed) throw new HostError('This window is closing, so PairLens’ engine is not started.');
    const engine = startEngine(this.program, this.log, this.answers);
    this.process = engine;
    this.log.info(`Engine started, process ${engine.pid}`);
    engine.connection.onNotification(changedNotification, event => this.changed.fire(event));
    void engine.ended.then(how => this.onEnded(engine, how));
    try {
      for (const document of this.documents) await this.reopen(document, engine);
    } catch (error) {
      engine.stop();
      await engine.ended;
      this.log.error(`Engine ${engine.pid} could not open the documents: ${messageOf(error)}`);
      throw new HostError('PairLens’ engine stopped while it started. Try again; your decisions are kept.');
    }
    return engine;
  }

  /** One document that cannot be opened is no reason to leave the others without an engine. */
  private async reopen(document: Reopenable, { connection }: EngineProcess): Promise<void> {
    try {
      const said = await document.reopen(connection);
      this.unopened.delete(document);
      if (said === null) return;
      // It tells of the crash as well.
      this.told = true;
      void this.dialogs.ask({ severity: 'warning', text: said });
    } catch (error) {
      if (isLost(error)) throw error;
      this.log.error(`${document.name} could not be opened again: ${messageOf(error)}`);
      if (this.unopened.has(document)) return;
      this.unopened.add(document);
      const cure = 'Your decisions are kept in this window: put the file right, then run “PairLens: Restart Engine”.';
      const text = `${document.name} could not be opened again. ${messageOf(error)} ${cure}`;
      void this.dialogs.ask({ severity: 'error', text });
    }
  }

  private onEnded(engine: EngineProcess, how: string): void {
    if (this.process !== engine || this.disposed) return;
    this.process = null;
    this.running = null;
    this.log.error(`Engine ${engine.pid} ${how}`);
    if (this.crashes.add(Date.now())) void this.giveUp();
    else if (this.documents.size > 0) void this.comeBack();
  }

  private async comeBack(): Promise<void> {
    try {
      await this.start();
    } catch (error) {
      this.log.error(`Engine could not be restarted: ${String(error)}`);
      return;
    }
    this.restarted.fire();
    if (this.told) return;
    this.told = true;
    const text = 'PairLens’ engine stopped and was started again. All decisions are kept.';
    const answer = await this.dialogs.ask({ severity: 'warning', text }, 'Show Log');
    if (answer === 'Show Log') this.log.show();
  }

  private async giveUp(): Promise<void> {
    const text = 'PairLens’ engine keeps stopping, so it was left off. Your decisions are kept in this window.';
    this.gaveUp = new HostError(`${text} Run “PairLens: Restart Engine”.`);
    const answer = await this.dialogs.ask({ severity: 'error', text }, 'Restart', 'Show Log');
    if (answer === 'Restart') await this.restart();
    else if (answer === 'Show Log') this.log.show();
  }
}

/** `sendRequest` takes an undefined token for one more parameter. */
function send<P, R, E>(
  connection: MessageConnection,
  { method }: RequestType<P, R, E>,
  params: P,
  token: vscode.CancellationToken | undefined,
): Promise<R> {
  return token ? connection.sendRequest<R>(method, params, token) : connection.sendRequest<R>(method, params);
}

/** True if the connection went away under a request. */
function isLost(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return (
    error instanceof ResponseError &&
    (error.code === ErrorCodes.PendingResponseRejected || error.code === ErrorCodes.MessageWriteError)
  );
}
