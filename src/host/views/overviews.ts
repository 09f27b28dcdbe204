import * as vscode from 'vscode';
import { type Overview, overviewRequest } from '../../protocol/overview.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import type { OpenComparisons } from '../editor/openComparisons.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import { messageOf } from '../hostError.ts';
import type { Log } from '../log.ts';

/** What tree views and status bar show: a document and its overview. */
export interface Shown {
  readonly document: ComparisonDocument;
  readonly overview: Overview;
}

/** Milliseconds between two looks at a document that changes. */
const pace = 250;

/** Keeps the overview of the comparison editor used last up to date; tree views and status bar listen to it. */
export class Overviews implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private current: Shown | null = null;
  private timer: NodeJS.Timeout | undefined;
  private asked = 0;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly engine: EngineClient,
    private readonly comparisons: OpenComparisons,
    private readonly log: Log,
  ) {
    this.subscriptions = [
      comparisons.onDidChange(() => this.soon(0)),
      engine.onChanged(({ doc }) => {
        if (doc === comparisons.latest?.document.id) this.soon(pace);
      }),
      engine.onRestarted(() => this.soon(0)),
    ];
  }

  get shown(): Shown | null {
    return this.current;
  }

  /** Asks the engine again, now. */
  async refresh(): Promise<void> {
    const generation = ++this.asked;
    const document = this.comparisons.latest?.document ?? null;
    let next: Shown | null = null;
    try {
      if (document) {
        next = {
          document,
          overview: await this.engine.request(overviewRequest, { doc: document.id }, undefined, 'retry'),
        };
      }
    } catch (error) {
      this.log.warn(`Overview: ${messageOf(error)}`);
    }
    if (generation !== this.asked) return;
    this.current = next;
    void vscode.commands.executeCommand('setContext', 'pairlens.open', next !== null);
    void vscode.commands.executeCommand('setContext', 'pairlens.audited', next?.overview.audited ?? false);
    this.changed.fire();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private soon(delay: number): void {
    // An engine that changes all the time (while indexing) must not put the look off for ever.
    if (this.timer !== undefined && delay > 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.refresh();
    }, delay);
  }
}
