import type * as vscode from 'vscode';

/** What of VS Code a panel needs when no VS Code is there: settings at their defaults, and addresses as they are. */
export const workspace = {
  getConfiguration: (): Pick<vscode.WorkspaceConfiguration, 'get'> => ({ get: () => undefined }),
};

export const Uri = {
  joinPath: (base: { readonly path: string }, ...parts: readonly string[]): { readonly path: string } => ({
    path: [base.path, ...parts].join('/'),
  }),
};
