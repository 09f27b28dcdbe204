import type * as vscode from 'vscode';
import type { ViewState } from '../../protocol/webview.ts';

/** Where each file was last looked at: kept for the workspace, so that a reload or a restart comes back to it. */
export class ViewStates {
  constructor(private readonly memento: vscode.Memento) {}

  get(file: vscode.Uri): ViewState | null {
    return this.memento.get<ViewState>(keyOf(file)) ?? null;
  }

  set(file: vscode.Uri, state: ViewState): void {
    void this.memento.update(keyOf(file), state);
  }
}

function keyOf(file: vscode.Uri): string {
  return `view:${file.toString()}`;
}
