import type * as vscode from 'vscode';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import { isMessage, WebviewReader, WebviewWriter } from './webviewTransport.ts';

/**
 * The connection to the page in a webview. Every load of the page counts its requests from the start, so it gets a connection
 * of its own: it begins with the page's first request.
 */
export class PageConnection implements vscode.Disposable {
  private connection: MessageConnection | null = null;
  private reader: WebviewReader | null = null;
  private readonly received: vscode.Disposable;

  /**
   * @param first - method of the request that a page begins with
   * @param answer - registers the answers to a new page
   */
  constructor(
    private readonly webview: vscode.Webview,
    private readonly first: string,
    private readonly answer: (connection: MessageConnection) => void,
  ) {
    this.received = webview.onDidReceiveMessage(message => this.receive(message));
  }

  /** The page that is there now; null before the first, and after the end. */
  get current(): MessageConnection | null {
    return this.connection;
  }

  dispose(): void {
    this.received.dispose();
    this.connection?.dispose();
    this.connection = null;
  }

  private receive(message: unknown): void {
    if (!isMessage(message)) return;
    if (message.method === this.first) this.connect();
    this.reader?.receive(message);
  }

  private connect(): void {
    this.connection?.dispose();
    this.reader = new WebviewReader();
    this.connection = createMessageConnection(this.reader, new WebviewWriter(this.webview));
    this.answer(this.connection);
    this.connection.listen();
  }
}
