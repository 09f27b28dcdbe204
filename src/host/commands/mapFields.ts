import * as vscode from 'vscode';
import { mappingSamplesRequest } from '../../protocol/mapping.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { MappingPage } from '../editor/mappingPage.ts';
import { keepMap } from '../fieldMaps.ts';
import { HostError } from '../hostError.ts';
import { pageOptions } from '../webviewPage.ts';
import { rereadDocument } from './rereadDocument.ts';
import type { CommandServices } from './services.ts';

const open = new Map<string, { readonly panel: vscode.WebviewPanel; readonly page: MappingPage }>();

/** Opens the form that says which field is what, for a file that is open as comparisons; or brings it to the front. */
export async function mapFields(document: ComparisonDocument, services: CommandServices): Promise<MappingPage> {
  const { engine, extensionUri } = services;
  const before = open.get(document.id);
  if (before) {
    before.panel.reveal();
    return before.page;
  }
  const { file, uri, name } = document;
  const map = document.reading.map;
  const samples = await engine.request(mappingSamplesRequest, { ...file, map }, undefined, 'retry');
  if (samples === null) throw new HostError(`${name} holds no records whose fields can be mapped.`);
  const panel = vscode.window.createWebviewPanel('pairlens.mapping', `Map Fields: ${name}`, vscode.ViewColumn.Active, {
    ...pageOptions(extensionUri),
    enableFindWidget: true,
  });
  const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', `tab-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  const back = () => {
    panel.dispose();
    services.comparisons.of(document)?.reveal();
  };
  const page = new MappingPage(
    panel,
    {
      uri,
      file,
      samples,
      trouble: null,
      use: async chosen => {
        if (!(await rereadDocument(document, { map: chosen }, services))) return;
        await keepMap(uri, chosen);
        back();
      },
      leave: async to => {
        back();
        if (to === 'text') await vscode.commands.executeCommand('pairlens.openAsText', uri);
      },
    },
    services,
  );
  open.set(document.id, { panel, page });
  const closed = document.onDidDispose(() => panel.dispose());
  panel.onDidDispose(() => {
    open.delete(document.id);
    closed.dispose();
    page.dispose();
  });
  return page;
}
