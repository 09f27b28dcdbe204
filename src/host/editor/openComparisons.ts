import * as vscode from 'vscode';
import type { ComparisonDocument } from './comparisonDocument.ts';
import type { ComparisonPanel } from './comparisonPanel.ts';

/** The comparison editors that are open, and which of them was used last. */
export class OpenComparisons implements vscode.Disposable {
  private readonly panels: ComparisonPanel[] = [];
  private readonly changed = new vscode.EventEmitter<void>();

  /** The editor used last changed, or a document was opened, closed or changed. */
  readonly onDidChange = this.changed.event;

  /** The editor used last, if one is open. Views show its document. */
  get latest(): ComparisonPanel | null {
    return this.panels.at(-1) ?? null;
  }

  /** The editor that has the focus, if it is one of ours. */
  get active(): ComparisonPanel | null {
    return this.panels.find(({ panel }) => panel.active) ?? null;
  }

  get all(): readonly ComparisonPanel[] {
    return this.panels;
  }

  /** The editor of a document used last. */
  of(document: ComparisonDocument): ComparisonPanel | null {
    return this.panels.findLast(panel => panel.document === document) ?? null;
  }

  add(opened: ComparisonPanel): void {
    this.panels.push(opened);
    opened.panel.onDidChangeViewState(() => {
      if (opened.panel.active) this.toEnd(opened);
      this.changed.fire();
    });
    opened.panel.onDidDispose(() => {
      this.panels.splice(this.panels.indexOf(opened), 1);
      this.changed.fire();
    });
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  private toEnd(panel: ComparisonPanel): void {
    this.panels.splice(this.panels.indexOf(panel), 1);
    this.panels.push(panel);
  }
}
