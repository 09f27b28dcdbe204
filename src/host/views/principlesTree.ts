import * as vscode from 'vscode';
import type { PrincipleFigures } from '../../principles/principlesResult.ts';
import type { ConstitutionEdits } from './constitutionEdits.ts';
import type { Overviews } from './overviews.ts';
import { type PrincipleNode, principleNodes } from './principleNodes.ts';
import { count, cut, fraction, percent } from './words.ts';

/** The comparisons that a principle speaks for or against. */
export interface StandNode {
  readonly type: 'stand';
  readonly principle: PrincipleFigures;
  readonly stand: 'for' | 'against';
}
export type PrinciplesNode = PrincipleNode | StandNode;

/**
 * The tree view *Principles*: the constitution first, then the others by strength; under each, for and against. Check marks say
 * what counts.
 */
export class PrinciplesTree implements vscode.TreeDataProvider<PrinciplesNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly listening: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;
  /** The principle that is selected in the view. */
  selected: PrincipleNode | null = null;

  constructor(
    private readonly overviews: Overviews,
    private readonly edits: ConstitutionEdits,
  ) {
    this.listening = vscode.Disposable.from(
      overviews.onDidChange(() => this.changed.fire()),
      edits.onDidChange(() => this.changed.fire()),
    );
  }

  getChildren(): PrincipleNode[];
  getChildren(node: PrinciplesNode | undefined): PrinciplesNode[];
  getChildren(node?: PrinciplesNode): PrinciplesNode[] {
    if (node?.type === 'stand' || node?.audited === false) return [];
    const { principle } = node ?? {};
    if (principle) return (['for', 'against'] as const).map(stand => ({ principle, type: 'stand', stand }));
    const { overview } = this.overviews.shown ?? {};
    return overview?.audited ? principleNodes(overview.principles, this.edits.edited) : [];
  }

  getTreeItem(node: PrinciplesNode): vscode.TreeItem {
    return node.type === 'stand' ? this.standItem(node) : principleItem(node);
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

function principleItem({ principle, rule, audited }: PrincipleNode): vscode.TreeItem {
  const { id, short, text, accuracy, relevance, low, high, strength, place, gain } = principle;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(cut(short), audited ? Collapsed : None);
  const checked = rule?.checked === true;
  const voted = rule === null || rule.voted;
  item.id = id;
  item.description = voted ? `${fraction(accuracy)}, ${percent(relevance)}` : 'not voted';
  item.contextValue = rule === null ? 'principle' : rule.condition === null ? 'rule' : 'ruleCondition';
  const figures = voted
    ? `accuracy ${fraction(accuracy)}, relevant for ${percent(relevance)}`
    : 'nobody votes on it, so it decides nothing';
  item.accessibilityInformation = { label: `${short}: ${figures}${checked ? ', in the constitution' : ''}` };
  item.checkboxState = {
    state: checked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
    tooltip: checked ? 'Take it out of the constitution' : 'Put it into the constitution',
  };
  const icon = iconOf(voted, rule?.condition ?? null);
  if (icon !== null) item.iconPath = icon;
  // Sentences may come from a language model or a file: they are shown as text.
  const tooltip = new vscode.MarkdownString().appendText(text);
  if (rule?.condition) tooltip.appendMarkdown('\n\n').appendCodeblock(rule.condition, 'sql');
  const part =
    place === null
      ? ''
      : `\n\nPart ${place + 1} of the constitution${gain === null ? '' : `; it adds ${points(gain)} of the labels`}.`;
  item.tooltip = tooltip.appendMarkdown(
    voted
      ? `\n\nAccuracy ${fraction(accuracy)} (95 % interval ${fraction(low)} to ${fraction(high)}) on the ` +
          `${percent(relevance)} of labels where it applies; principle strength ${fraction(strength)}.${part}`
      : '\n\nNobody votes on it: no measured principle says the same, and no language model was asked.',
  );
  return item;
}

function iconOf(voted: boolean, condition: string | null): vscode.ThemeIcon | null {
  if (!voted) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('problemsWarningIcon.foreground'));
  return condition === null ? null : new vscode.ThemeIcon('database');
}

/** A difference of shares: "+1.2 %". */
function points(gain: number): string {
  return `${gain < 0 ? '−' : '+'}${(100 * Math.abs(gain)).toFixed(1)} %`;
}
