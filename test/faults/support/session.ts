import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestType } from 'vscode-jsonrpc';
import type { Action } from '../../../src/edits/action.ts';
import { applyRequest } from '../../../src/protocol/deciding.ts';
import { backupRequest } from '../../../src/protocol/recovery.ts';
import { type Saved, saveRequest } from '../../../src/protocol/saving.ts';
import type { TestEngine } from '../../engine/support/engine.ts';
import type { TemporaryFolder } from '../../support/temporaryFolder.ts';
import type { MadeFile } from './madeFile.ts';
import { Truth } from './truth.ts';

/** A document in an engine that may be killed, and what was asked for and acknowledged. */
export class KilledSession {
  readonly path: string;
  readonly storage: string;
  readonly backup: string;
  readonly truth: Truth;
  /** Actions that were sent. */
  readonly actions: Action[] = [];
  /** Actions that were acknowledged: the first so many of those sent. */
  acknowledged = 0;
  /** Saves: how many actions came before each, and whether it was acknowledged. */
  readonly saves: { readonly actions: number; done: boolean }[] = [];
  /** A backup that was acknowledged. */
  hasBackup = false;
  /** What the last save told. */
  saved: Saved | null = null;
  readonly #engine: TestEngine;
  readonly #keepsActions: boolean;

  constructor(folder: TemporaryFolder, made: MadeFile, engine: TestEngine, keeps = { keepsStates: true }) {
    this.path = folder.write('data.jsonl', made.text);
    this.storage = join(folder.path, 'storage');
    this.backup = join(folder.path, 'backup.json');
    this.truth = new Truth(made, keeps);
    this.#engine = engine;
    this.#keepsActions = keeps.keepsStates;
  }

  /** Settles when the action was acknowledged, or the engine is gone. */
  async act(action: Action): Promise<void> {
    this.truth.send(action);
    if (this.#keepsActions) this.actions.push(action);
    const nth = this.truth.sent;
    await this.#answered(applyRequest, { doc: 'd', action }, () => {
      this.acknowledged = nth;
    });
  }

  async save(): Promise<void> {
    const save = { actions: this.truth.sent, done: false };
    this.saves.push(save);
    await this.#answered(saveRequest, { doc: 'd', path: null, overwrite: false }, saved => {
      save.done = true;
      this.saved = saved;
    });
  }

  async backUp(): Promise<void> {
    await this.#answered(backupRequest, { doc: 'd', path: this.backup }, () => {
      this.hasBackup = true;
    });
  }

  /** What is wrong with the file as it is on disk: it must be as one save left it, the last acknowledged one or a later one. */
  wrongFile(): string | null {
    const text = readFileSync(this.path, 'utf8');
    const last = this.saves.findLastIndex(({ done }) => done);
    const allowed = [last < 0 ? 0 : this.saves[last]!.actions, ...this.saves.slice(last + 1).map(save => save.actions)];
    const wrong = allowed.map(actions => this.truth.wrongFile(text, actions));
    return wrong.includes(null) ? null : `the file is neither the old nor the new one: ${wrong.join('; or ')}`;
  }

  async #answered<P, R>(type: RequestType<P, R, void>, params: P, take: (result: R) => void): Promise<void> {
    let result: R;
    try {
      result = await this.#engine.connection.sendRequest<R>(type.method, params);
    } catch (error) {
      // Whoever waits for a dead process gets an error that says nothing of the request.
      if (this.#engine.process.killed || this.#engine.process.signalCode !== null) return;
      throw error;
    }
    take(result);
  }
}
