import * as vscode from 'vscode';
import type { MemberChoice } from '../protocol/auditing.ts';
import { afterEdits, cancelRefitRequest, refitRequest, refitSettingsRequest } from '../protocol/refit.ts';
import { readMemberSettings } from './commands/modelSettings.ts';
import type { ComparisonDocument } from './editor/comparisonDocument.ts';
import type { OpenComparisons } from './editor/openComparisons.ts';
import type { EngineClient } from './engine/engineClient.ts';
import { HostError, messageOf } from './hostError.ts';
import type { Log } from './log.ts';
import { readSettings } from './settings.ts';
import type { MemberChoices } from './views/memberChoices.ts';

/** Which members judge a document's comparisons, as settings and checkboxes say. */
export function memberChoiceOf(document: ComparisonDocument, choices: MemberChoices): MemberChoice {
  const { columns, fitSample } = readSettings(document.uri);
  return { ...readMemberSettings(), without: choices.without(document.uri), columns, fitSample };
}

/** Tells the engine how to keep the audits of open documents up to date, and again whenever that changes. */
export class Refits implements vscode.Disposable {
  private readonly told = new Map<string, string>();
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly engine: EngineClient,
    private readonly comparisons: OpenComparisons,
    private readonly choices: MemberChoices,
    private readonly log: Log,
  ) {
    this.listening = vscode.Disposable.from(
      comparisons.onDidChange(() => this.tell()),
      choices.onDidChange(() => this.tell()),
      engine.onRestarted(() => {
        this.told.clear();
        this.tell();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tell()),
      vscode.workspace.onDidChangeConfiguration(event => event.affectsConfiguration('pairlens') && this.tell()),
    );
  }

  dispose(): void {
    this.listening.dispose();
  }

  /**
   * Makes a document's audit anew in the background.
   * @returns false if it was cancelled
   * @throws HostError before the first audit, and in a workspace that is not trusted
   */
  async now(document: ComparisonDocument, audited: boolean): Promise<boolean> {
    if (!vscode.workspace.isTrusted) {
      throw new HostError(
        'This workspace is not trusted: comparisons can be read and edited, not audited. Trust it first (Workspaces: Manage Workspace Trust).',
      );
    }
    if (!audited) {
      throw new HostError(
        `${document.name} has no audit to bring up to date. Run “PairLens: Audit This Dataset” first.`,
      );
    }
    this.tell();
    return this.engine.request(refitRequest, { doc: document.id });
  }

  /** Stops what runs in the background for a document. */
  async cancel(document: ComparisonDocument): Promise<void> {
    await this.engine.request(cancelRefitRequest, { doc: document.id });
  }

  private tell(): void {
    const open = new Map<string, ComparisonDocument>(
      this.comparisons.all.map(({ document }) => [document.id, document]),
    );
    for (const id of this.told.keys()) if (!open.has(id)) this.told.delete(id);
    for (const [doc, document] of open) {
      const { seed, refit } = readSettings(document.uri);
      const members = memberChoiceOf(document, this.choices);
      const after = refit === 'afterEdits' && vscode.workspace.isTrusted ? afterEdits : null;
      const settings = { seed, members, after };
      const text = JSON.stringify(settings);
      if (this.told.get(doc) === text) continue;
      this.told.set(doc, text);
      this.engine.request(refitSettingsRequest, { doc, settings }, undefined, 'retry').catch(error => {
        if (this.told.get(doc) === text) this.told.delete(doc);
        this.log.warn(`Refit of ${document.name}: ${messageOf(error)}`);
      });
    }
  }
}
