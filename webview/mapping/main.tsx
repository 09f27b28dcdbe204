import { render } from 'preact';
import { mappingReadyRequest } from '../../src/protocol/mapping.ts';
import { Failure } from '../comparison/parts/failure.tsx';
import { connectToHost } from '../connection.ts';
import { takeVsCodeApi } from '../vscodeApi.ts';
import { MappingForm } from './mappingForm.ts';
import { MappingPage } from './mappingPage.tsx';
import './mapping.css';

/** Asks the host which file is mapped, then shows the form with what the names of the fields suggest. */
async function start(root: HTMLElement): Promise<void> {
  const connection = connectToHost(takeVsCodeApi());
  connection.listen();
  const form = new MappingForm(connection, await connection.sendRequest(mappingReadyRequest, undefined));
  render(<MappingPage form={form} />, root);
  await form.change(form.draft.value);
}

const root = document.getElementById('app');
if (root === null) throw new Error('The page has no element with the id "app".');
start(root).catch(error => render(<Failure why={error instanceof Error ? error.message : String(error)} />, root));
