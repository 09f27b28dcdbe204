import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
} from 'vscode-jsonrpc/browser';
import type { VsCodeApi } from './vscodeApi.ts';

/** Reads JSON-RPC messages that the host posts to the page. Anything else that arrives is ignored. */
class PageReader extends AbstractMessageReader implements MessageReader {
  listen(callback: DataCallback): Disposable {
    const onMessage = (event: MessageEvent<unknown>): void => {
      if (isRpcMessage(event.data)) callback(event.data);
    };
    window.addEventListener('message', onMessage);
    return { dispose: () => window.removeEventListener('message', onMessage) };
  }
}

/** Posts JSON-RPC messages to the host. */
class PageWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #api: VsCodeApi;

  constructor(api: VsCodeApi) {
    super();
    this.#api = api;
  }

  write(message: Message): Promise<void> {
    this.#api.postMessage(message);
    return Promise.resolve();
  }

  end(): void {}
}

/** A connection to the host over `postMessage`; it is not listening yet. Messages are JSON-RPC objects as they are. */
export function connectToHost(api: VsCodeApi): MessageConnection {
  return createMessageConnection(new PageReader(), new PageWriter(api));
}

function isRpcMessage(data: unknown): data is Message {
  return typeof data === 'object' && data !== null && 'jsonrpc' in data && data.jsonrpc === '2.0';
}
