import * as vscode from 'vscode';
import type { MemberFigures } from '../../reward/figures.ts';
import { isChanged, type MemberChoice, type MemberChoices } from './memberChoices.ts';
import { memberDescription, memberTooltip } from './memberText.ts';
import type { Overviews } from './overviews.ts';
import { memberIcon } from './words.ts';

/** A member of the last audit, or one that it left out. */
export interface MemberNode {
  readonly type: 'member';
  readonly id: string;
  readonly name: string;
  readonly kind: MemberFigures['kind'];
  /** Takes part in the next audit. */
  readonly included: boolean;
  /** Null for a member that the last audit left out. */
  readonly figures: MemberFigures | null;
}
/** The line that says that the choice of members has changed since the audit. */
export interface ChangedNode {
  readonly type: 'changed';
}
export type MembersNode = MemberNode | ChangedNode;

/**
 * The tree view *Reward ensemble*: every member with its device, throughput, out-of-fold accuracy, ECE and what it adds, or
 * why it was left out. Members that are not checked are left out of the next audit.
 */
export class MembersTree implements vscode.TreeDataProvider<MembersNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly overviews: Overviews,
    private readonly choices: MemberChoices,
  ) {
    this.listening = vscode.Disposable.from(
      overviews.onDidChange(() => this.changed.fire()),
      choices.onDidChange(() => this.changed.fire()),
    );
  }

  getChildren(node?: MembersNode): MembersNode[] {
    const { shown } = this.overviews;
    if (node || !shown?.overview.audited) return [];
    const { members } = shown.overview;
    const choices = this.choices.of(shown.document.uri);
    const nodes = [...members.filter(({ used }) => used), ...members.filter(({ used }) => !used)].map(member =>
      auditedNode(member, choices),
    );
    const absent = choices.filter(({ id }) => !members.some(member => member.id === id)).map(absentNode);
    return [...(isChanged(members, choices) ? [{ type: 'changed' } as const] : []), ...nodes, ...absent];
  }

  getTreeItem(node: MembersNode): vscode.TreeItem {
    if (node.type === 'changed') return changedItem();
    const { id, name, kind, included, figures } = node;
    const item = new vscode.TreeItem(name);
    item.id = id;
    item.description = figures === null ? absence(included) : memberDescription(figures);
    item.tooltip = figures === null ? `${name}: ${absence(included)}.` : memberTooltip(figures);
    item.iconPath = new vscode.ThemeIcon(figures?.used === false ? 'circle-slash' : memberIcon[kind]);
    item.contextValue = kind === 'encoder' || kind === 'zero-shot' ? 'model' : 'member';
    item.checkboxState = {
      state: included ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: included ? 'Takes part in the next audit' : 'Left out of the next audit',
      accessibilityInformation: { label: `${name}, ${included ? 'takes part in' : 'left out of'} the next audit` },
    };
    return item;
  }

  /** Takes a member out of the next audit of the document that is shown, or puts it back. */
  async include({ id, name, kind }: MemberNode, included: boolean): Promise<void> {
    const { shown } = this.overviews;
    if (shown) await this.choices.set(shown.document.uri, { id, name, kind }, included);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}

function auditedNode(figures: MemberFigures, choices: readonly MemberChoice[]): MemberNode {
  const { id, name, kind } = figures;
  const included = choices.find(choice => choice.id === id)?.included ?? true;
  return { type: 'member', id, name, kind, included, figures };
}

function absentNode({ id, name, kind, included }: MemberChoice): MemberNode {
  return { type: 'member', id, name, kind, included, figures: null };
}

function absence(included: boolean): string {
  return included ? 'joins in the next audit' : 'not checked, so the audit left it out';
}

function changedItem(): vscode.TreeItem {
  const item = new vscode.TreeItem('Changed: audit again');
  item.id = '?changed';
  item.iconPath = new vscode.ThemeIcon('beaker', new vscode.ThemeColor('problemsInfoIcon.foreground'));
  item.tooltip =
    'The members that are checked are not those of the last audit. Findings and figures are still its own.';
  item.command = { command: 'pairlens.audit', title: 'Audit This Dataset' };
  return item;
}
