import * as vscode from 'vscode';
import { ProblemDiagnostic } from './problems.ts';
import { findingLook } from './words.ts';

/** Quick fixes of findings in a text: to the comparison, and to all findings of the kind. */
export const problemActions: vscode.CodeActionProvider = {
  provideCodeActions(document, _range, { diagnostics }) {
    return diagnostics.flatMap(diagnostic => {
      if (!(diagnostic instanceof ProblemDiagnostic)) return [];
      const { kind, row } = diagnostic.problem;
      const look = findingLook[kind].title;
      return [
        action('Review this comparison (PairLens)', diagnostic, [document.uri, kind, row], true),
        action(`Review all of the kind “${look}” (PairLens)`, diagnostic, [document.uri, kind], false),
      ];
    });
  },
};

function action(
  title: string,
  diagnostic: vscode.Diagnostic,
  args: readonly unknown[],
  isPreferred: boolean,
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  made.diagnostics = [diagnostic];
  made.isPreferred = isPreferred;
  made.command = { command: 'pairlens.reviewProblem', title, arguments: [...args] };
  return made;
}
