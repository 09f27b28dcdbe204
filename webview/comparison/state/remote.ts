import { type CancellationToken, type MessageConnection, ResponseError } from 'vscode-jsonrpc/browser';
import type { Action } from '../../../src/edits/action.ts';
import {
  detailRequest,
  explainRequest,
  locateRequest,
  nextOpenRequest,
  type Overview,
  overviewRequest,
  type WindowResult,
  windowRequest,
} from '../../../src/protocol/engine.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import type { View } from '../../../src/protocol/view.ts';
import {
  commandRequest,
  editRequest,
  stateNotification,
  type ViewState,
  type WebviewCommand,
} from '../../../src/protocol/webview.ts';
import type { Explanation } from '../../../src/reward/explanation.ts';

/** The document as the page reaches it: reads go through the host to the engine, edits and commands to the host. */
export class Remote {
  readonly #connection: MessageConnection;
  readonly #doc: string;

  constructor(connection: MessageConnection, doc: string) {
    this.#connection = connection;
    this.#doc = doc;
  }

  window(view: View, start: number, count: number): Promise<WindowResult> {
    return this.#connection.sendRequest(windowRequest, { doc: this.#doc, view, start, count });
  }

  detail(rows: readonly number[]): Promise<readonly RowDetail[]> {
    return this.#connection.sendRequest(detailRequest, { doc: this.#doc, rows });
  }

  explain(row: number, token: CancellationToken): Promise<Explanation | null> {
    return this.#connection.sendRequest(explainRequest, { doc: this.#doc, row }, token);
  }

  overview(): Promise<Overview> {
    return this.#connection.sendRequest(overviewRequest, { doc: this.#doc });
  }

  locate(view: View, row: number): Promise<number | null> {
    return this.#connection.sendRequest(locateRequest, { doc: this.#doc, view, row });
  }

  nextOpen(view: View, start: number): Promise<number | null> {
    return this.#connection.sendRequest(nextOpenRequest, { doc: this.#doc, view, start });
  }

  edit(action: Action, label: string): Promise<null> {
    return this.#connection.sendRequest(editRequest, { action, label });
  }

  command(command: WebviewCommand, argument?: string): Promise<null> {
    return this.#connection.sendRequest(commandRequest, argument === undefined ? { command } : { command, argument });
  }

  /** Tells the host what is shown. Lost silently if the host is gone: there is nobody left to tell. */
  report(state: ViewState): void {
    this.#connection.sendNotification(stateNotification, state).catch(() => {});
  }
}

/** The words of an error for the user. */
export function messageOf(error: unknown): string {
  if (error instanceof ResponseError || error instanceof Error) return error.message;
  return String(error);
}
