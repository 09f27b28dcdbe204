import type { Page } from 'playwright-core';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createMessageConnection,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageConnection,
} from 'vscode-jsonrpc/node';

/** Messages that the page posts. */
class FromPage extends AbstractMessageReader {
  #callback: DataCallback | null = null;

  receive(message: Message): void {
    this.#callback?.(message);
  }

  listen(callback: DataCallback): Disposable {
    this.#callback = callback;
    return { dispose: () => undefined };
  }
}

/** Messages posted to the page, in order. */
class ToPage extends AbstractMessageWriter {
  readonly #page: Page;
  #last: Promise<void> = Promise.resolve();

  constructor(page: Page) {
    super();
    this.#page = page;
  }

  write(message: Message): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (!this.#page.isClosed())
        await this.#page.evaluate(data => window.postMessage(data, '*'), message).catch(() => {});
    });
    return this.#last;
  }

  end(): void {}
}

/**
 * Gives the page VS Code's API object and connects to it as the host does. `state` is what `getState` gives until the
 * page sets its own; it survives a reload, as in VS Code.
 */
export async function connectToPage(page: Page, state: unknown): Promise<MessageConnection> {
  const reader = new FromPage();
  await page.exposeFunction('postToHost', (message: Message) => reader.receive(message));
  await page.addInitScript(initial => {
    const key = 'state-of-the-webview';
    const api = {
      postMessage: (message: unknown) => (window as unknown as { postToHost(m: unknown): void }).postToHost(message),
      getState: () => JSON.parse(sessionStorage.getItem(key) ?? JSON.stringify(initial ?? null)),
      setState: (value: unknown) => sessionStorage.setItem(key, JSON.stringify(value)),
    };
    Object.assign(window, { acquireVsCodeApi: () => api });
  }, state ?? null);
  const connection = createMessageConnection(reader, new ToPage(page));
  connection.listen();
  return connection;
}
