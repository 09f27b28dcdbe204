import * as vscode from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc/node';
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
import { PageConnection } from './pageConnection.ts';

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
  private readonly page: PageConnection;
  private previewing: vscode.CancellationTokenSource | null = null;

  constructor(
    panel: vscode.WebviewPanel,
    readonly task: MappingTask,
    private readonly services: { readonly engine: EngineClient; readonly extensionUri: vscode.Uri },
  ) {
    open.add(this);
    panel.webview.options = pageOptions(services.extensionUri);
    this.page = new PageConnection(panel.webview, mappingReadyRequest.method, connection => this.answer(connection));
    panel.webview.html = pageHtml(panel.webview, services.extensionUri, page);
  }

  dispose(): void {
    open.delete(this);
    this.page.dispose();
    this.previewing?.dispose();
  }

  /** Keeps a map and reads the file by it, as the form's button does. */
  async use(map: string): Promise<void> {
    await this.task.use(map);
  }

  private answer(connection: MessageConnection): void {
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
  }

  /** Only the latest draft is worth a preview. */
  private async preview(draft: MapDraft) {
    this.previewing?.cancel();
    const source = new vscode.CancellationTokenSource();
    this.previewing = source;
    return this.services.engine.request(mapPreviewRequest, { ...this.task.file, draft }, source.token, 'retry');
  }
}
