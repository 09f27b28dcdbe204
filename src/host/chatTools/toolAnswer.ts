import * as vscode from 'vscode';
import type { TokenBudget } from './withinBudget.ts';
import { withinBudget } from './withinBudget.ts';

/** An answer of a tool as JSON text, which the model reads. */
export function toolAnswer(value: unknown): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(value))]);
}

/** As `toolAnswer`, with texts cut further until the answer keeps within the tokens that the caller has room for. */
export async function fittingAnswer(
  make: (most: number) => unknown,
  budget: TokenBudget | undefined,
): Promise<vscode.LanguageModelToolResult> {
  return toolAnswer(await withinBudget(make, budget));
}
