import type * as vscode from 'vscode';

/** Keys of language-model servers, one a server, in the editor's secret storage. */
export class ServerKeys {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  async get(url: string): Promise<string | null> {
    return (await this.secrets.get(nameOf(url))) ?? null;
  }

  /** An empty key forgets the one that is kept. */
  async set(url: string, key: string): Promise<void> {
    if (key === '') await this.secrets.delete(nameOf(url));
    else await this.secrets.store(nameOf(url), key);
  }
}

/** A key belongs to the server it was given for, whatever the path. */
function nameOf(url: string): string {
  return `pairlens.languageModel.key ${new URL(url).origin}`;
}
