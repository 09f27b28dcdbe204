import * as vscode from 'vscode';
import type { MemberFigures } from '../../reward/figures.ts';
import type { Overviews } from './overviews.ts';
import { fraction, memberIcon, percent } from './words.ts';

/** The tree view *Reward ensemble*: every member with its out-of-fold accuracy and ECE, or why it was left out. */
export class MembersTree implements vscode.TreeDataProvider<MemberFigures>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly overviews: Overviews) {
    this.listening = overviews.onDidChange(() => this.changed.fire());
  }

  getChildren(member?: MemberFigures): MemberFigures[] {
    if (member) return [];
    const members = this.overviews.shown?.overview.members ?? [];
    return [...members.filter(({ used }) => used), ...members.filter(({ used }) => !used)];
  }

  getTreeItem(member: MemberFigures): vscode.TreeItem {
    const item = new vscode.TreeItem(member.name);
    item.id = member.id;
    item.description = member.used ? figuresOf(member) : `left out: ${member.why}`;
    item.iconPath = new vscode.ThemeIcon(member.used ? memberIcon[member.kind] : 'circle-slash');
    item.tooltip = tooltipOf(member);
    return item;
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}

function figuresOf({ accuracy, ece }: MemberFigures): string {
  const parts = [accuracy && `acc ${fraction(accuracy.value)}`, ece !== null && `ECE ${fraction(ece)}`];
  return parts.filter(Boolean).join(', ');
}

function tooltipOf({ name, used, why, coverage, accuracy, auroc }: MemberFigures): string {
  const lines = [
    name,
    used ? 'In the ensemble.' : `Left out: ${why}`,
    `Has an opinion on ${percent(coverage)} of the labels.`,
  ];
  if (accuracy) {
    const { value, low, high, n } = accuracy;
    lines.push(`Out-of-fold accuracy ${fraction(value)} (${fraction(low)} to ${fraction(high)}) on ${n} comparisons.`);
  }
  if (auroc)
    lines.push(`Out-of-fold AUROC ${fraction(auroc.value)} (${fraction(auroc.low)} to ${fraction(auroc.high)}).`);
  return lines.join('\n');
}
