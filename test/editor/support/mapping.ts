import type * as vscode from 'vscode';
import type { MappingPage } from '../../../src/host/editor/mappingPage.ts';
import { eventually, extension } from './host.ts';

/** The form for a file's fields, once it is open. */
export async function mappingPageOf(uri: vscode.Uri): Promise<MappingPage> {
  const { mappingPages } = await extension();
  return eventually(() => mappingPages().find(({ task }) => task.uri.fsPath === uri.fsPath));
}
