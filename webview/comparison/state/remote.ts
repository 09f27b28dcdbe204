import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/browser';
import type { Action } from '../../../src/edits/action.ts';
import { type ColumnInfo, type ColumnValue, columnsRequest, valuesRequest } from '../../../src/protocol/columns.ts';
import { explainRequest } from '../../../src/protocol/explaining.ts';
import { type Overview, overviewRequest } from '../../../src/protocol/overview.ts';
import { type Picture, type PicturePlace, pictureRequest } from '../../../src/protocol/pictures.ts';
import {
  detailRequest,
  locateRequest,
  nextOpenRequest,
  rowsRequest,
  type WindowResult,
  windowRequest,
} from '../../../src/protocol/reading.ts';
import { type Agreement, agreementRequest, progressRequest, type ViewProgress } from '../../../src/protocol/review.ts';
import type { RowDetail } from '../../../src/protocol/rows.ts';
import type { Scope, View } from '../../../src/protocol/view.ts';
import {
  type BulkKind,
  bulkRequest,
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

  window(view: View, start: number, count: number, columns: readonly string[] = []): Promise<WindowResult> {
    const params = { doc: this.#doc, view, start, count };
    return this.#connection.sendRequest(windowRequest, columns.length === 0 ? params : { ...params, columns });
  }

  /** A picture; `remote`: the server that it names may be asked. */
  picture(place: PicturePlace, remote: boolean): Promise<Picture> {
    return this.#connection.sendRequest(pictureRequest, { doc: this.#doc, ...place, remote });
  }

  /** Rows of a part of a view, by number. */
  rows(view: View, start: number, count: number): Promise<readonly number[]> {
    return this.#connection.sendRequest(rowsRequest, { doc: this.#doc, view, start, count });
  }

  columns(): Promise<readonly ColumnInfo[]> {
    return this.#connection.sendRequest(columnsRequest, { doc: this.#doc });
  }

  values(column: string): Promise<readonly ColumnValue[]> {
    return this.#connection.sendRequest(valuesRequest, { doc: this.#doc, column });
  }

  /** Has the host do something to all of a scope; null: it asks what. */
  bulk(scope: Scope, kind: BulkKind | null): Promise<null> {
    return this.#connection.sendRequest(bulkRequest, { scope, kind });
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

  progress(view: View): Promise<ViewProgress> {
    return this.#connection.sendRequest(progressRequest, { doc: this.#doc, view });
  }

  agreement(): Promise<Agreement> {
    return this.#connection.sendRequest(agreementRequest, { doc: this.#doc });
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
