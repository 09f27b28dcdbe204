import type { MessageConnection } from 'vscode-jsonrpc/browser';
import { pingRequest } from '../../src/protocol/webview.ts';
import { HostWatch } from './state/hostWatch.ts';

/** Milliseconds between two looks. */
const pace = 1000;

/** Looks for as long as the page is there and in sight whether its host answers. */
export function watchHost(connection: MessageConnection): HostWatch {
  const watch = new HostWatch(() => connection.sendRequest(pingRequest, undefined));
  setInterval(() => {
    if (document.visibilityState === 'visible') watch.look();
  }, pace);
  return watch;
}
