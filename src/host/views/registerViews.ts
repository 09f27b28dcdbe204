import * as vscode from 'vscode';
import { reportRequest } from '../../protocol/auditing.ts';
import type { EngineClient } from '../engine/engineClient.ts';
import type { AnnotatorsTree } from './annotatorsTree.ts';
import type { ConstitutionEdits } from './constitutionEdits.ts';
import { constitutionShort, constitutionText } from './constitutionText.ts';
import type { FindingsTree } from './findingsTree.ts';
import type { MembersTree } from './membersTree.ts';
import type { Overviews } from './overviews.ts';
import { PrinciplesDrag } from './principlesDrag.ts';
import type { PrinciplesTree } from './principlesTree.ts';
import { findingLook, fraction, percent } from './words.ts';

/** The tree views' data. */
export interface Trees {
  readonly findings: FindingsTree;
  readonly principles: PrinciplesTree;
  readonly members: MembersTree;
  readonly annotators: AnnotatorsTree;
  /** The constitution that the principles are edited in. */
  readonly edits: ConstitutionEdits;
}

/** Shows the trees in the activity bar's container, with a badge for what is left to review. */
export function registerViews(trees: Trees, overviews: Overviews, engine: EngineClient): vscode.Disposable {
  const findings = vscode.window.createTreeView('pairlens.findings', {
    treeDataProvider: trees.findings,
    showCollapseAll: true,
  });
  const principles = vscode.window.createTreeView('pairlens.principles', {
    treeDataProvider: trees.principles,
    manageCheckboxStateManually: true,
    // Commands tell of their errors themselves.
    dragAndDropController: new PrinciplesDrag(async (id, to) =>
      vscode.commands.executeCommand('pairlens.movePrinciple', id, to),
    ),
  });
  const chosen = vscode.Disposable.from(
    principles.onDidChangeSelection(({ selection: [node] }) => {
      trees.principles.selected = node?.type === 'principle' ? node : null;
    }),
    principles.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.type !== 'principle') continue;
        const checked = state === vscode.TreeItemCheckboxState.Checked;
        await vscode.commands.executeCommand('pairlens.checkPrinciple', node.principle.id, checked);
      }
    }),
  );
  const members = vscode.window.createTreeView('pairlens.members', {
    treeDataProvider: trees.members,
    manageCheckboxStateManually: true,
  });
  const annotators = vscode.window.createTreeView('pairlens.annotators', { treeDataProvider: trees.annotators });
  const include = members.onDidChangeCheckboxState(async ({ items }) => {
    for (const [node, state] of items) {
      if (node.type === 'member') await trees.members.include(node, state === vscode.TreeItemCheckboxState.Checked);
    }
  });
  let selected = '';
  const tellEdits = () => {
    const { edited } = trees.edits;
    principles.description = (edited && constitutionShort(edited)) || selected;
    principles.message = edited ? constitutionText(edited) : '';
  };
  const update = async () => {
    const { shown } = overviews;
    const first = shown?.overview.findings.find(({ count }) => count > 0);
    findings.description = shown?.document.name ?? '';
    findings.badge = first?.open
      ? { value: first.open, tooltip: `${first.open} ${findingLook[first.kind].title.toLowerCase()} to review` }
      : undefined;
    const report = shown?.overview.audited
      ? await engine.request(reportRequest, { doc: shown.document.id }, undefined, 'retry').catch(() => null)
      : null;
    const alpha = report?.figures.annotation?.alpha;
    annotators.description = alpha ? `alpha ${fraction(alpha.value)}` : '';
    const reconstruction = report?.principles.reconstruction;
    selected = reconstruction ? `reconstruct ${percent(reconstruction.constitution.value)}` : '';
    tellEdits();
  };
  return vscode.Disposable.from(
    findings,
    principles,
    members,
    annotators,
    include,
    chosen,
    trees.edits.onDidChange(tellEdits),
    overviews.onDidChange(update),
  );
}
