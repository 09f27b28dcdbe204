import type * as vscode from 'vscode';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
} from 'vscode-jsonrpc';

/** Reads JSON-RPC messages that were received from a webview: whoever receives them hands them to `receive`. */
export class WebviewReader extends AbstractMessageReader {
  private callback: DataCallback | null = null;

  receive(message: Message): void {
    this.callback?.(message);
  }

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    return { dispose: () => (this.callback = null) };
  }
}

/** Posts JSON-RPC messages to a webview. A message to a hidden webview is lost, which is why a page asks anew when it is shown. */
export class WebviewWriter extends AbstractMessageWriter {
  constructor(private readonly webview: vscode.Webview) {
    super();
  }

  async write(message: Message): Promise<void> {
    await this.webview.postMessage(message);
  }

  end(): void {
    this.fireClose();
  }
}

/** True if a message from a webview may be a JSON-RPC message, and is whole where the library takes that for granted. */
export function isMessage(value: unknown): value is Message & { readonly method?: string } {
  if (typeof value !== 'object' || value === null || !('jsonrpc' in value) || value.jsonrpc !== '2.0') return false;
  const { method, params } = value as { readonly method?: unknown; readonly params?: unknown };
  if (method !== '$/cancelRequest') return true;
  const id = (params as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === 'number' || typeof id === 'string';
}
