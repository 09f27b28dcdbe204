import * as vscode from 'vscode';
import { createMessageConnection, type MessageConnection } from 'vscode-jsonrpc/node';
import type { MapDraft } from '../../dataset/mapping/mapDraft.ts';
import {
  draftPreviewRequest,
  leaveMappingRequest,
  type MappedFile,
  type MappingSamples,
  mapPreviewRequest,
  mappingReadyRequest,
  useMapRequest,
} from '../../protocol/mapping.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { whereKept } from '../fieldMaps.ts';
import { pageHtml, pageOptions } from '../webviewPage.ts';
import { isMessage, WebviewReader, WebviewWriter } from './webviewTransport.ts';

const page = { title: 'Map fields', script: 'mapping.js', styles: ['codicon.css', 'mapping.css'] };

/** What a mapping page is about, and what comes of it. */
export interface MappingTask {
  readonly uri: vscode.Uri;
  readonly file: MappedFile;
  readonly samples: MappingSamples;
  /** Why the file could not be read without a map, or null. */
  readonly trouble: string | null;
  /** Reads the file by a map; an error is shown in the form. */
  use(map: string): Promise<void>;
  leave(to: 'text' | 'comparisons'): Promise<void>;
}

const open = new Set<MappingPage>();

/** The forms that are open. */
export function openMappingPages(): readonly MappingPage[] {
  return [...open];
}

/** The form that maps fields, in a webview that is given to it. Disposed, it leaves the webview to others. */
export class MappingPage implements vscode.Disposable {
  private connection: MessageConnection | null = null;
  private reader: WebviewReader | null = null;
  private previewing: vscode.CancellationTokenSource | null = null;
  private readonly received: vscode.Disposable;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    readonly task: MappingTask,
    private readonly services: { readonly engine: EngineClient; readonly extensionUri: vscode.Uri },
  ) {
    open.add(this);
    panel.webview.options = pageOptions(services.extensionUri);
    this.received = panel.webview.onDidReceiveMessage(message => this.receive(message));
    panel.webview.html = pageHtml(panel.webview, services.extensionUri, page);
  }

  dispose(): void {
    open.delete(this);
    this.received.dispose();
    this.connection?.dispose();
    this.previewing?.dispose();
  }

  /** Keeps a map and reads the file by it, as the form's button does. */
  async use(map: string): Promise<void> {
    await this.task.use(map);
  }

  private receive(message: unknown): void {
    if (!isMessage(message)) return;
    // Every load of the page counts its requests from the start, so it gets a connection of its own.
    if (message.method === mappingReadyRequest.method) this.connect();
    this.reader?.receive(message);
  }

  private connect(): void {
    this.connection?.dispose();
    this.reader = new WebviewReader();
    const connection = createMessageConnection(this.reader, new WebviewWriter(this.panel.webview));
    this.connection = connection;
    const { uri, samples, trouble } = this.task;
    connection.onRequest(mappingReadyRequest, () => ({
      ...samples,
      trouble,
      fileName: vscode.workspace.asRelativePath(uri, false),
      keptIn: whereKept(uri),
    }));
    connection.onRequest(draftPreviewRequest, draft => this.preview(draft));
    connection.onRequest(useMapRequest, async ({ map }) => {
      await this.use(map);
      return null;
    });
    connection.onRequest(leaveMappingRequest, async ({ to }) => {
      await this.task.leave(to);
      return null;
    });
    connection.listen();
  }

  /** Only the latest draft is worth a preview. */
  private async preview(draft: MapDraft) {
    this.previewing?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.previewing = source;
    return this.services.engine.request(mapPreviewRequest, { ...this.task.file, draft }, source.token, 'retry');
  }
}
