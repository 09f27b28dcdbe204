import { randomUUID } from 'node:crypto';
import type * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { pictureRequest } from '../../protocol/pictures.ts';
import { readRequests } from '../../protocol/readRequests.ts';
import { lookRequest } from '../../protocol/refit.ts';
import { reviewReadRequests } from '../../protocol/review.ts';
import { type Scope, type View, wholeFile } from '../../protocol/view.ts';
import {
  actNotification,
  type BulkKind,
  bulkRequest,
  commandRequest,
  editRequest,
  pingRequest,
  readyRequest,
  refreshNotification,
  showRequest,
  stateNotification,
  type ViewState,
  type WebviewCommand,
  type Welcome,
  welcomeNotification,
} from '../../protocol/webview.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import type { Log } from '../log.ts';
import { readSettings } from '../settings.ts';
import { pageHtml, pageOptions } from '../webviewPage.ts';
import type { ComparisonDocument } from './comparisonDocument.ts';
import { PageConnection } from './pageConnection.ts';
import type { SavedFilters } from './savedFilters.ts';
import type { ViewStates } from './viewStates.ts';

/** What a panel needs of the extension. */
export interface PanelServices {
  readonly engine: EngineClient;
  readonly states: ViewStates;
  readonly filters: SavedFilters;
  readonly log: Log;
  readonly extensionUri: vscode.Uri;
  /** Runs what the page's buttons and keys ask for outside the page. */
  run(command: WebviewCommand, document: ComparisonDocument, argument: string | undefined): Promise<void>;
  /** Does something to all comparisons of a scope, once the user has agreed. */
  bulk(document: ComparisonDocument, scope: Scope, kind: BulkKind | null): Promise<void>;
}

/** Formats told by the names of fields alone reach .8 (`genericFormat`); below that, sampled records do not fit. */
const surely = 0.79;

const page = {
  title: 'PairLens',
  script: 'comparison.js',
  styles: ['codicon.css', 'comparison.css'],
};

/** What a page whose host does not answer may have VS Code do. Neither does anything to a file. */
const whenSilent = ['pairlens.openAgain', 'workbench.action.reloadWindow'];

/**
 * One editor of a document: a webview that may be destroyed whenever it is hidden, and asks anew when it is shown again.
 * Reads go to the engine unopened; edits go to the document.
 */
export class ComparisonPanel {
  /** Names the editor to the engine. */
  private readonly id = randomUUID();
  private readonly page: PageConnection;
  private current: ViewState | null;
  /** What a page that was hidden is to show when it is back. */
  private awaited: Partial<ViewState> | null = null;
  /** How many times the page was told what to show and has not answered yet. */
  private showing = 0;
  private readonly subscriptions: vscode.Disposable[] = [];

  constructor(
    readonly document: ComparisonDocument,
    readonly panel: vscode.WebviewPanel,
    private readonly services: PanelServices,
  ) {
    this.current = services.states.get(document.uri);
    panel.webview.options = pageOptions(services.extensionUri, whenSilent);
    this.page = new PageConnection(panel.webview, readyRequest.method, connection => this.answer(connection));
    this.subscriptions.push(
      this.page,
      document.onDidUpdate(rows => this.refresh(rows)),
      services.engine.onChanged(({ doc, rows }) => {
        if (doc === document.id) this.refresh(rows);
      }),
      services.engine.onRestarted(() => {
        const { current } = this;
        if (current !== null) this.look({ view: current.view, row: current.row });
        this.refresh(null);
      }),
    );
    panel.onDidDispose(() => this.dispose());
    panel.webview.html = pageHtml(panel.webview, services.extensionUri, page, document.uri);
  }

  /** What the page shows, or showed last; null before it said so. */
  get state(): ViewState | null {
    return this.current;
  }

  /** Brings the editor to the front and shows a view and a row in it; a hidden page does so when it is back. */
  show(target: Partial<ViewState>): void {
    this.remember({ view: wholeFile, row: 0, ...this.current, ...target });
    this.sendShow(target);
    this.panel.reveal(undefined, false);
  }

  /** Shows a view from its beginning, as the file is read in another way; the editor stays where it is. */
  startAgain(view: View): void {
    const target = { view, row: 0 };
    this.remember({ ...this.current, ...target });
    this.welcomeAgain();
    this.sendShow(target);
  }

  /** Brings the editor to the front. */
  reveal(): void {
    this.panel.reveal(undefined, false);
  }

  /** Does an action as if its key had been pressed. */
  act(action: string): void {
    this.send(connection => connection.sendNotification(actNotification, { action }));
  }

  /** Tells the page that settings, keys or the right to edit changed. */
  welcomeAgain(): void {
    this.send(connection => connection.sendNotification(welcomeNotification, this.welcome()));
  }

  private refresh(rows: readonly number[] | null): void {
    this.send(connection => connection.sendNotification(refreshNotification, { rows }));
  }

  private sendShow(target: Partial<ViewState>): void {
    const ask = async (connection: MessageConnection): Promise<void> => {
      this.showing++;
      try {
        const state = await connection.sendRequest(showRequest, target);
        if (this.showing === 1 && state !== null) this.remember(state);
      } finally {
        this.showing--;
      }
    };
    if (!this.send(ask)) this.awaited = target;
  }

  /** @returns false if there is no page to hear it now */
  private send(notify: (connection: MessageConnection) => Promise<void>): boolean {
    // A page that is not there yet, or no more, is given everything by `ready`.
    const { current } = this.page;
    if (current === null || !this.panel.visible) return false;
    notify(current).catch(error => this.services.log.warn(`Message to the editor: ${String(error)}`));
    return true;
  }

  private answer(connection: MessageConnection): void {
    connection.onRequest(readyRequest, () => {
      const { awaited } = this;
      this.awaited = null;
      // After the answer: the page first comes back to what it showed itself.
      if (awaited) setTimeout(() => this.sendShow(awaited));
      return this.welcome();
    });
    connection.onRequest(pingRequest, () => null);
    connection.onRequest(editRequest, async ({ action, label }) => {
      await this.document.edit(action, label);
      return null;
    });
    connection.onRequest(commandRequest, async ({ command, argument }) => {
      await this.services.run(command, this.document, argument);
      return null;
    });
    connection.onRequest(bulkRequest, async ({ scope, kind }) => {
      await this.services.bulk(this.document, scope, kind);
      return null;
    });
    connection.onNotification(stateNotification, state => {
      // What the page showed before it heard what to show is out of date.
      if (this.showing === 0) this.remember(state);
    });
    for (const method of [...readRequests, ...reviewReadRequests, pictureRequest.method]) {
      connection.onRequest(method, (params: unknown, token: vscode.CancellationToken) =>
        this.services.engine.relay(method, params, token),
      );
    }
  }

  private remember(state: ViewState): void {
    this.current = state;
    this.look({ view: state.view, row: state.row });
    this.services.states.set(this.document.uri, state);
  }

  /** Tells the engine what is shown, so that a new audit does not change the order of what comes next. */
  private look(place: { readonly view: View; readonly row: number } | null): void {
    const params = { doc: this.document.id, editor: this.id, place };
    // The document may be closed already.
    this.services.engine.request(lookRequest, params).catch(() => undefined);
  }

  private welcome(): Welcome {
    const { keys, reasons, sides, autoAdvance } = readSettings(this.document.uri);
    const { opened, id, name, readOnly } = this.document;
    return {
      doc: id,
      fileName: name,
      formatName: opened.format.name,
      formatReasons: opened.format.reasons,
      formatUnsure: opened.format.score < surely,
      rowCount: opened.rowCount,
      readOnly,
      keys,
      reasons,
      state: this.current,
      savedFilters: this.services.filters.all,
      settings: { sides, autoAdvance },
    };
  }

  private dispose(): void {
    this.look(null);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
