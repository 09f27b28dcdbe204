import * as vscode from 'vscode';
import type { RequestType } from 'vscode-jsonrpc';
import {
  changePrinciplesRequest,
  type EditedPrinciples,
  editedPrinciplesRequest,
  type PrincipleChange,
  stepPrinciplesRequest,
} from '../../protocol/principles.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { messageOf } from '../hostError.ts';
import type { Log } from '../log.ts';
import { readSettings } from '../settings.ts';
import type { Overviews } from './overviews.ts';

/** Holds the constitution of the document shown, as it is edited; the view Principles listens to it. */
export class ConstitutionEdits implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private current: { readonly doc: string; readonly edited: EditedPrinciples } | null = null;
  private asked = 0;
  /** The audit that was shown at the last look: another may bring other figures. */
  private seen: unknown = null;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly engine: EngineClient,
    private readonly overviews: Overviews,
    private readonly log: Log,
  ) {
    this.listening = overviews.onDidChange(() => void this.look());
  }

  /** Null before it is known, and without an audit. */
  get edited(): EditedPrinciples | null {
    const { shown } = this.overviews;
    return shown?.overview.audited && this.current?.doc === shown.document.id ? this.current.edited : null;
  }

  /** Makes a change; its figures are there when it settles. */
  change(document: ComparisonDocument, change: PrincipleChange): Promise<EditedPrinciples> {
    return this.ask(document, changePrinciplesRequest, { change });
  }

  step(document: ComparisonDocument, step: 'undo' | 'redo'): Promise<EditedPrinciples> {
    return this.ask(document, stepPrinciplesRequest, { step });
  }

  /** Asks the engine again: something else than this has changed it. */
  refresh(document: ComparisonDocument): Promise<EditedPrinciples> {
    return this.ask(document, editedPrinciplesRequest, {});
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private async ask<P extends { readonly doc: string; readonly seed: number }>(
    document: ComparisonDocument,
    type: RequestType<P, EditedPrinciples, void>,
    more: Omit<P, 'doc' | 'seed'>,
  ): Promise<EditedPrinciples> {
    const generation = ++this.asked;
    const params = { ...more, doc: document.id, seed: readSettings(document.uri).seed } as unknown as P;
    try {
      const edited = await this.engine.request(type, params);
      if (generation === this.asked) this.take(document, edited);
      return edited;
    } catch (error) {
      // The view may show a check mark that was not taken.
      this.changed.fire();
      throw error;
    }
  }

  private async look(): Promise<void> {
    const { shown } = this.overviews;
    const audit = shown?.overview.audited ? shown.overview.work : null;
    const key = shown && audit ? JSON.stringify([shown.document.id, audit, shown.overview.principles.length]) : null;
    if (key === this.seen) return;
    this.seen = key;
    if (!shown || key === null) {
      this.show();
      return;
    }
    try {
      await this.refresh(shown.document);
    } catch (error) {
      this.seen = null;
      this.log.warn(`Principles: ${messageOf(error)}`);
    }
  }

  private take({ id }: ComparisonDocument, edited: EditedPrinciples): void {
    this.current = { doc: id, edited };
    this.show();
  }

  private show(): void {
    const { edited } = this;
    const context = { Edited: edited?.constitution, Undo: edited?.undo, Redo: edited?.redo };
    for (const [name, value] of Object.entries(context)) {
      void vscode.commands.executeCommand('setContext', `pairlens.principles${name}`, (value ?? null) !== null);
    }
    this.changed.fire();
  }
}
