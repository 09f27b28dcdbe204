import type { OpenDocument } from './openDocument.ts';
import { UserError } from './userError.ts';

/** The documents that are open, by the id that the host gave them. */
export class Documents {
  readonly #open = new Map<string, OpenDocument>();

  /** @throws UserError if there is none of that id */
  get(id: string): OpenDocument {
    const document = this.#open.get(id);
    if (document === undefined)
      throw new UserError('This file is not open any more. Close the editor and open it again.');
    return document;
  }

  has(id: string): boolean {
    return this.#open.has(id);
  }

  /** Adds a document; one of the same id that was open is closed. */
  async add(id: string, document: OpenDocument): Promise<void> {
    const before = this.#open.get(id);
    this.#open.set(id, document);
    await before?.close({ keep: true });
  }

  /** Removes and closes a document, if it is open; its session's files stay where `keep` is set. */
  async close(id: string, how: { readonly keep: boolean }): Promise<void> {
    const document = this.#open.get(id);
    this.#open.delete(id);
    await document?.close(how);
  }

  async closeAll(): Promise<void> {
    await Promise.allSettled([...this.#open.keys()].map(id => this.close(id, { keep: true })));
  }
}
