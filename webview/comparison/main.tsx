import { effect } from '@preact/signals';
import { render } from 'preact';
import {
  actNotification,
  readyRequest,
  refreshNotification,
  showRequest,
  welcomeNotification,
} from '../../src/protocol/webview.ts';
import { connectToHost } from '../connection.ts';
import { takeVsCodeApi } from '../vscodeApi.ts';
import { act } from './actions.ts';
import { listenToKeys } from './keys.ts';
import { App } from './parts/app.tsx';
import { Failure } from './parts/failure.tsx';
import { SilentHost } from './parts/silentHost.tsx';
import { drawAhead } from './state/ahead.ts';
import { Editor } from './state/editor.ts';
import { messageOf } from './state/messageOf.ts';
import { fileOfPage } from './state/openAgain.ts';
import { Remote } from './state/remote.ts';
import { watchHost } from './watchHost.ts';
import './styles.css';

/** Asks the host what to show, then shows it. */
async function start(root: HTMLElement): Promise<void> {
  const api = takeVsCodeApi();
  const connection = connectToHost(api);
  connection.listen();
  const file = fileOfPage(root);
  const watch = watchHost(connection);
  // A page that VS Code shows again when its host is gone has nobody to tell it what it shows.
  const stopWaiting = effect(() => {
    if (watch.silent.value) render(<SilentHost file={file} unconfirmed={[]} />, root);
  });
  const welcome = await connection.sendRequest(readyRequest, undefined);
  stopWaiting();
  const remote = new Remote(connection, welcome.doc);
  const editor = new Editor(remote, watch, welcome, { load: () => api.getState(), save: state => api.setState(state) });
  connection.onNotification(refreshNotification, ({ rows }) => void editor.refresh(rows));
  connection.onRequest(showRequest, async ({ view, row }) => {
    await editor.show(view, row);
    return editor.state;
  });
  connection.onNotification(actNotification, ({ action }) => void act(editor, action));
  connection.onNotification(welcomeNotification, changed => {
    editor.welcome.value = changed;
  });
  listenToKeys(editor);
  drawAhead(editor);
  render(<App editor={editor} file={file} />, root);
  await editor.start();
}

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no element with the id "app".');
start(root).catch(error => render(<Failure why={messageOf(error)} />, root));
