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
  // As text: a function would be sent with the helpers of the compiler that runs the tests, which the page lacks.
  await page.addInitScript({ content: apiScript(JSON.stringify(state ?? null)) });
  const connection = createMessageConnection(reader, new ToPage(page));
  connection.listen();
  return connection;
}

function apiScript(initialState: string): string {
  const key = JSON.stringify('state-of-the-webview');
  return `
    const api = {
      postMessage: message => window.postToHost(message),
      getState: () => JSON.parse(sessionStorage.getItem(${key}) ?? ${JSON.stringify(initialState)}),
      setState: state => sessionStorage.setItem(${key}, JSON.stringify(state)),
    };
    window.acquireVsCodeApi = () => api;`;
}
