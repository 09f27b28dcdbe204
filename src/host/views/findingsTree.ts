import * as vscode from 'vscode';
import { findingsRequest } from '../../protocol/auditing.ts';
import type { Overview } from '../../protocol/overview.ts';
import type { ListItem } from '../../protocol/rows.ts';
import type { FindingKind } from '../../reward/finding.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import type { Overviews } from './overviews.ts';
import { count, cut, findingLook, fraction, verdictLook } from './words.ts';

/** Comparisons that are listed before "Load more". */
export const pageSize = 100;

/** A kind of finding with its counts. */
export interface KindNode {
  readonly type: 'kind';
  readonly kind: FindingKind;
  readonly count: number;
  readonly open: number;
}
/** A comparison under a kind. */
export interface ItemNode {
  readonly type: 'item';
  readonly kind: FindingKind;
  readonly item: ListItem;
}
/** The line that lists the next page. */
export interface MoreNode {
  readonly type: 'more';
  readonly kind: FindingKind;
  readonly left: number;
}
export type FindingNode = KindNode | ItemNode | MoreNode;

/** The tree view *Findings*: kinds with counts, then comparisons, best score first, a page at a time. */
export class FindingsTree implements vscode.TreeDataProvider<FindingNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  private readonly pages = new Map<FindingKind, number>();
  private document = '';
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly overviews: Overviews,
    private readonly engine: EngineClient,
  ) {
    this.listening = overviews.onDidChange(() => this.changed.fire());
  }

  getChildren(node?: FindingNode): Promise<FindingNode[]> | FindingNode[] {
    const { shown } = this.overviews;
    if (!shown?.overview.audited) return [];
    if (shown.document.id !== this.document) this.pages.clear();
    this.document = shown.document.id;
    if (!node) return kindsOf(shown.overview);
    return node.type === 'kind' ? this.itemsOf(node, shown.document.id) : [];
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    if (node.type === 'kind') return kindItem(node);
    if (node.type === 'more') return this.moreItem(node);
    return comparisonItem(node, this.document);
  }

  /** Lists one more page of a kind. */
  loadMore(kind: FindingKind): void {
    this.pages.set(kind, (this.pages.get(kind) ?? 1) + 1);
    this.changed.fire();
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private async itemsOf(node: KindNode, doc: string): Promise<FindingNode[]> {
    const wanted = (this.pages.get(node.kind) ?? 1) * pageSize;
    const request = { doc, finding: node.kind, start: 0, count: wanted };
    const items = await this.engine.request(findingsRequest, request, undefined, 'retry');
    const nodes: FindingNode[] = items.map(item => ({ type: 'item', kind: node.kind, item }));
    const left = node.count - items.length;
    if (items.length === wanted && left > 0) nodes.push({ type: 'more', kind: node.kind, left });
    return nodes;
  }

  private moreItem({ kind, left }: MoreNode): vscode.TreeItem {
    const item = new vscode.TreeItem('Load more');
    item.id = `${kind}/more`;
    item.description = `${count(left)} left`;
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.command = { command: 'pairlens.loadMoreFindings', title: 'Load More', arguments: [kind] };
    return item;
  }
}

function kindsOf({ findings }: Overview): KindNode[] {
  return findings
    .filter(({ count }) => count > 0)
    .map(({ kind, count, open }) => ({ type: 'kind', kind, count, open }));
}

function kindItem({ kind, count: all, open }: KindNode): vscode.TreeItem {
  const { title, icon, color } = findingLook[kind];
  const item = new vscode.TreeItem(title, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = kind;
  item.description =
    open === all ? count(all) : `${count(all)}, ${open === 0 ? 'all reviewed' : `${count(open)} to review`}`;
  item.iconPath = new vscode.ThemeIcon(icon, color && new vscode.ThemeColor(color));
  item.contextValue = 'kind';
  return item;
}

function comparisonItem({ kind, item: { row, line, title, p, verdict } }: ItemNode, doc: string): vscode.TreeItem {
  const item = new vscode.TreeItem(cut(title) || '(empty)');
  item.id = `${kind}/${row}`;
  const said = verdict === null ? [] : [verdictLook[verdict].title];
  item.description = [...(p === null ? [`line ${count(line)}`] : [`p ${fraction(p)}`]), ...said].join(', ');
  item.tooltip = `Line ${count(line)}: ${title}`;
  item.iconPath = new vscode.ThemeIcon(verdict === null ? 'circle-small' : verdictLook[verdict].icon);
  item.accessibilityInformation = { label: `${title}, ${item.description}${verdict === null ? ', to review' : ''}` };
  item.command = { command: 'pairlens.showFinding', title: 'Show Comparison', arguments: [doc, kind, row] };
  return item;
}
