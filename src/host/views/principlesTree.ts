import * as vscode from 'vscode';
import type { PrincipleFigures } from '../../principles/principlesResult.ts';
import type { Overviews } from './overviews.ts';
import { count, cut, fraction, percent } from './words.ts';

/** The comparisons that a principle speaks for or against. */
export interface StandNode {
  readonly type: 'stand';
  readonly principle: PrincipleFigures;
  readonly stand: 'for' | 'against';
}
export type PrincipleNode = { readonly type: 'principle'; readonly principle: PrincipleFigures } | StandNode;

/** The tree view *Principles*: the constitution first, then the others by strength; under each, for and against. */
export class PrinciplesTree implements vscode.TreeDataProvider<PrincipleNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly overviews: Overviews) {
    this.listening = overviews.onDidChange(() => this.changed.fire());
  }

  getChildren(node?: PrincipleNode): PrincipleNode[] {
    if (node?.type === 'stand') return [];
    if (node) return (['for', 'against'] as const).map(stand => ({ ...node, type: 'stand', stand }));
    return inOrder(this.overviews.shown?.overview.principles ?? []).map(principle => ({
      type: 'principle',
      principle,
    }));
  }

  getTreeItem(node: PrincipleNode): vscode.TreeItem {
    return node.type === 'stand' ? this.standItem(node) : principleItem(node.principle);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private standItem({ principle, stand }: StandNode): vscode.TreeItem {
    const item = new vscode.TreeItem(stand === 'for' ? 'Labels that follow it' : 'Labels that break it');
    item.id = `${principle.id}/${stand}`;
    item.description = count(principle[stand]);
    item.iconPath = new vscode.ThemeIcon(stand === 'for' ? 'thumbsup' : 'thumbsdown');
    const doc = this.overviews.shown?.document.id;
    item.command = {
      command: 'pairlens.showPrinciple',
      title: 'Show Comparisons',
      arguments: [doc, principle.id, stand],
    };
    return item;
  }
}

function inOrder(principles: readonly PrincipleFigures[]): PrincipleFigures[] {
  const place = (p: PrincipleFigures) => p.place ?? Number.POSITIVE_INFINITY;
  const applicable = principles.filter(p => p.for + p.against > 0);
  return applicable.sort((p, q) => {
    const [first, second] = [place(p), place(q)];
    return first === second ? Math.abs(q.strength) - Math.abs(p.strength) : first - second;
  });
}

function principleItem(principle: PrincipleFigures): vscode.TreeItem {
  const { id, short, text, accuracy, relevance, low, high, strength, place } = principle;
  const item = new vscode.TreeItem(cut(short), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = `${fraction(accuracy)}, ${percent(relevance)}`;
  item.accessibilityInformation = {
    label: `${short}: accuracy ${fraction(accuracy)}, relevant for ${percent(relevance)}${place === null ? '' : ', in the constitution'}`,
  };
  item.iconPath = new vscode.ThemeIcon(place === null ? 'blank' : 'check');
  const part = place === null ? '' : `\n\nPart ${place + 1} of the constitution.`;
  // Sentences may come from a language model: they are shown as text.
  item.tooltip = new vscode.MarkdownString()
    .appendText(text)
    .appendMarkdown(
      `\n\nAccuracy ${fraction(accuracy)} (95 % interval ${fraction(low)} to ${fraction(high)}) on the ` +
        `${percent(relevance)} of labels where it applies; principle strength ${fraction(strength)}.${part}`,
    );
  return item;
}
