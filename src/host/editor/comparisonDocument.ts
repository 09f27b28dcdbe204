import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { MessageConnection, RequestType } from 'vscode-jsonrpc/node';
import type { OutsideChange } from '../../dataset/dataset.ts';
import type { Action } from '../../edits/action.ts';
import type { Decisions } from '../../edits/decisions.ts';
import type { MappedFile } from '../../protocol/mapping.ts';
import type { OnDocument } from '../../protocol/onDocument.ts';
import {
  closeRequest,
  decisionsRequest,
  type Opened,
  type OpenParams,
  openRequest,
  revertRequest,
} from '../../protocol/opening.ts';
import { backupRequest, discardRequest, recoverRequest, type SetAside } from '../../protocol/recovery.ts';
import { outsideChangeRequest, type Saved, saveRequest } from '../../protocol/saving.ts';
import { pathOf } from '../documentUri.ts';
import type { Reopenable } from '../engine/engineClient.ts';
import { HostError, messageOf } from '../hostError.ts';
import type { DocumentEdit, OpenOptions, Reading, Watch } from './documentTypes.ts';
import { EditSteps } from './editSteps.ts';
import { isOutsideChange, refuse } from './outsideError.ts';
import { movedText } from './setAsideText.ts';
import { Turns } from './turns.ts';

/**
 * An open preference file as VS Code sees it. It owns the undo history and the decisions (so that they outlive the
 * engine); the engine owns the file. Edits are done one after the other, and are done when the engine's journal has them.
 */
export class ComparisonDocument implements vscode.CustomDocument, Reopenable {
  /** Names the document to the engine. */
  readonly id = randomUUID();
  private readonly edited = new vscode.EventEmitter<DocumentEdit>();
  private readonly updated = new vscode.EventEmitter<readonly number[] | null>();
  private readonly disposed = new vscode.EventEmitter<void>();
  private readonly turns = new Turns();
  private readonly steps: EditSteps;
  private state!: Opened;
  private kept: vscode.Disposable | null = null;
  private readOnlyReason: string | null;
  /** Records that saves added to the file. */
  private written: Saved['written'] = [];
  /** False while the engine still reads the review file. */
  private decisionsKnown = false;
  /** True while what was not saved must still be put onto the rows of a file that somebody else rewrote. */
  private unplaced = false;

  /** A step for VS Code's undo stack. */
  readonly onDidEdit = this.edited.event;
  /** Rows to draw again; null: all. */
  readonly onDidUpdate = this.updated.event;
  readonly onDidDispose = this.disposed.event;

  private constructor(
    readonly uri: vscode.Uri,
    private options: OpenOptions,
  ) {
    this.readOnlyReason = options.readOnly;
    this.steps = new EditSteps({
      doc: this.id,
      engine: options.engine,
      turns: this.turns,
      recorded: step => this.edited.fire(step),
      changed: rows => this.updated.fire(rows),
    });
  }

  /** Opens a file in the engine. @throws HostError or ResponseError with a message for the user */
  static async open(
    uri: vscode.Uri,
    options: OpenOptions,
    token?: vscode.CancellationToken,
  ): Promise<ComparisonDocument> {
    const document = new ComparisonDocument(uri, options);
    const params = { ...document.openParams(), ...(options.backup === undefined ? {} : { backup: options.backup }) };
    document.adopt(await options.engine.request(openRequest, params, token, 'retry'));
    document.kept = options.engine.keep(document);
    return document;
  }

  get name(): string {
    return basename(this.uri.fsPath);
  }

  /** The file, and where the engine keeps what it makes of it. */
  get file(): MappedFile {
    return { path: pathOf(this.uri), storage: this.options.storage };
  }

  /** How the file is read. */
  get reading(): Reading {
    const { pairs, map } = this.options;
    return { pairs, map };
  }

  get opened(): Opened {
    return this.state;
  }

  get decisions(): Decisions {
    return this.steps.decisions;
  }

  get dirty(): boolean {
    return this.steps.dirty;
  }

  /** Why edits are refused, or null. */
  get readOnly(): string | null {
    return this.readOnlyReason;
  }

  set readOnly(reason: string | null) {
    if (reason === this.readOnlyReason) return;
    this.readOnlyReason = reason;
    this.updated.fire(null);
  }

  /** Does an action and puts it on the undo stack. Settles when the journal has it. */
  async edit(action: Action, label: string): Promise<void> {
    await this.editWith(() => action, label);
  }

  /** As `edit`, with the action made of the decisions as they are when its turn comes; null: there is nothing to do. */
  async editWith(
    make: (decisions: Decisions) => Action | null | Promise<Action | null>,
    label: string,
    watch: Watch = {},
  ): Promise<void> {
    if (this.readOnlyReason !== null) throw new HostError(this.readOnlyReason);
    const sameRows = this.steps.rowsOfNow();
    await this.turns.run(async () => {
      const action = await make(this.decisions);
      if (!sameRows()) {
        throw new HostError(`${this.name} was read anew meanwhile, and its rows are others. Try again.`);
      }
      if (action !== null) await this.steps.take(action, label, watch);
    });
  }

  /** Settles when all decisions of the review file are held here. */
  async whole(): Promise<void> {
    await this.turns.run(async () => undefined);
  }

  /**
   * Takes over the decisions that a crash left in the journal, as one step that can be undone.
   * @returns what of it was set aside, for it is about comparisons that are no longer in the file
   */
  async recover(): Promise<SetAside | null> {
    return this.turns.run(async () => {
      const recovered = await this.ask(recoverRequest);
      this.steps.recovered(recovered);
      return recovered.setAside ?? null;
    });
  }

  /** Forgets what a crash left behind. */
  async discardRecoverable(): Promise<void> {
    await this.ask(discardRequest);
  }

  /** Saves to the file itself. @returns what was written, or null if somebody else changed the file */
  async save(token?: vscode.CancellationToken): Promise<Saved | null> {
    try {
      return await this.write(null, false, token);
    } catch (error) {
      if (isOutsideChange(error)) return null;
      throw error;
    }
  }

  /** Saves to the file itself, over what somebody else changed. @throws HostError if that took the opened records away */
  async overwrite(token?: vscode.CancellationToken): Promise<Saved> {
    return this.write(null, true, token).catch(error => refuse(error, this.name));
  }

  /**
   * Writes the file with all decisions to another path; the document stays as it is.
   * @throws HostError if somebody else's change took the opened records away; nothing was written then
   */
  async saveCopy(path: string, token?: vscode.CancellationToken): Promise<Saved> {
    return this.write(path, true, token).catch(error => refuse(error, this.name));
  }

  /**
   * Reads the file anew, in another way: rows are others then, so nothing may be unsaved. If that fails it is read as before.
   * @throws HostError where decisions are not saved; ResponseError where the file can't be read so
   */
  async reread(reading: Partial<Reading>): Promise<void> {
    if (this.dirty) throw new HostError(`${this.name} has decisions that are not saved. Save or revert it first.`);
    await this.turns.run(async () => {
      const { engine } = this.options;
      const before = this.options;
      this.options = { ...before, ...reading };
      this.written = [];
      await engine.request(closeRequest, { doc: this.id, keepJournal: false }, undefined, 'retry');
      try {
        this.adopt(await engine.request(openRequest, this.openParams(), undefined, 'retry'));
      } catch (error) {
        this.options = before;
        this.adopt(await engine.request(openRequest, this.openParams(), undefined, 'retry'));
        throw error;
      } finally {
        this.steps.rowsMoved();
        this.steps.saved();
        this.updated.fire(null);
      }
    });
  }

  /** Back to what is on disk. Steps of the undo stack from before do nothing from now on. */
  async revert(): Promise<void> {
    await this.turns.run(async () => {
      this.adopt(await this.ask(revertRequest));
      this.written = [];
      this.steps.rowsMoved();
      this.steps.saved();
      this.updated.fire(null);
    });
  }

  /** Writes the decisions to VS Code's backup file. */
  async backup(path: string): Promise<void> {
    await this.turns.run(() => this.options.engine.request(backupRequest, { doc: this.id, path }, undefined, 'retry'));
  }

  async outsideChange(): Promise<OutsideChange> {
    return this.turns.run(() => this.ask(outsideChangeRequest));
  }

  /**
   * Opens the file again in an engine that was restarted, with the decisions that are held here. Where somebody else has rewritten
   * the file, those that were not saved are put onto their comparisons by the journal, as one step that can be undone.
   * @returns what the user must be told of that, or null
   */
  async reopen(connection: MessageConnection): Promise<string | null> {
    // Decisions that were not told yet must not count as taken back.
    const known = this.decisionsKnown && !this.unplaced;
    const held = known ? { decisions: [...this.decisions], base: this.state.fingerprint } : {};
    const opened = await connection.sendRequest(openRequest, { ...this.openParams(), ...held });
    if (opened.moved !== true && !this.unplaced) {
      this.state = opened;
      this.updated.fire(null);
      return null;
    }
    const doc = { doc: this.id };
    const decisions = opened.decisions ?? (await connection.sendRequest(decisionsRequest, doc));
    this.adopt({ ...opened, decisions });
    this.written = [];
    this.steps.rowsMoved();
    // Should the engine go away during this, it is done with the next one.
    this.unplaced = true;
    const recovered = await connection.sendRequest(recoverRequest, doc);
    this.unplaced = false;
    this.steps.recovered(recovered);
    return movedText(this.name, recovered);
  }

  dispose(): void {
    this.kept?.dispose();
    this.disposed.fire();
    // A revert may still be under way (Don't Save reverts, then closes). The engine may be gone already, with the window;
    // the journal then stays, as it should.
    const close = () => this.options.engine.request(closeRequest, { doc: this.id, keepJournal: this.dirty });
    this.turns.run(close).catch(() => undefined);
    for (const emitter of [this.edited, this.updated, this.disposed]) emitter.dispose();
  }

  private ask<R>(request: RequestType<OnDocument, R, void>): Promise<R> {
    return this.options.engine.request(request, { doc: this.id }, undefined, 'retry');
  }

  private openParams(): OpenParams {
    const { storage, reviewer, applyToRecord, pairs, map } = this.options;
    const written = this.written.length === 0 ? {} : { written: this.written };
    const roots = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
    return { doc: this.id, path: pathOf(this.uri), storage, reviewer, applyToRecord, pairs, map, roots, ...written };
  }

  private adopt(opened: Opened): void {
    this.state = opened;
    this.steps.hold(opened.decisions ?? []);
    this.decisionsKnown = opened.decisions !== null;
    if (this.decisionsKnown) return;
    // Whatever is asked for from now on waits until they are here.
    this.turns
      .run(async () => {
        this.steps.hold(await this.ask(decisionsRequest));
        this.decisionsKnown = true;
      })
      .catch(error => {
        this.readOnly = `The decisions of the review file could not be read, so nothing can be decided: ${messageOf(error)}`;
      });
  }

  private write(path: string | null, overwrite: boolean, token?: vscode.CancellationToken): Promise<Saved> {
    return this.turns.run(async () => {
      const saved = await this.options.engine.request(saveRequest, { doc: this.id, path, overwrite }, token);
      if (path === null) {
        this.written = saved.written;
        this.state = { ...this.state, fingerprint: saved.fingerprint };
        this.steps.saved();
        this.updated.fire(null);
      }
      return saved;
    });
  }
}
