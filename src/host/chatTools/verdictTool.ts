import * as vscode from 'vscode';
import type { Verdict } from '../../edits/decision.ts';
import { overviewRequest } from '../../protocol/overview.ts';
import { detailRequest } from '../../protocol/reading.ts';
import { needTrust } from '../commands/modelSettings.ts';
import type { CommandServices } from '../commands/services.ts';
import type { ComparisonDocument } from '../editor/comparisonDocument.ts';
import { HostError } from '../hostError.ts';
import { agentVerdict, verdictWords } from './agentVerdict.ts';
import { modelText } from './modelText.ts';
import { toolAnswer } from './toolAnswer.ts';
import { type OnFile, rowOf, toolDocument } from './toolDocument.ts';

/** Input of `pairlens_verdict`. */
export interface VerdictInput extends OnFile {
  /** Number of the comparison in the file, from 1. */
  readonly comparison: number;
  readonly verdict: Verdict;
  /** Why, for the reviewer; it is kept as a note. */
  readonly reason: string;
}

/**
 * `pairlens_verdict`: gives a verdict, each time after VS Code has asked the user. It is marked as an agent's, and one step
 * of the editor's undo stack.
 */
export class VerdictTool implements vscode.LanguageModelTool<VerdictInput> {
  constructor(private readonly services: CommandServices) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<VerdictInput>): vscode.PreparedToolInvocation {
    const { name } = toolDocument(input, this.services.comparisons);
    const what = `comparison ${Number(input.comparison)} of ${name}`;
    // The reason is a model's, perhaps led by the dataset: it is shown as text, with nothing to click.
    const message = new vscode.MarkdownString();
    message.appendText(
      `${wordsOf(input.verdict)}. The model says why: “${modelText(input.reason, 500)}”. The verdict is marked as an agent's, and undo takes it back.`,
    );
    return {
      invocationMessage: `Giving a verdict on ${what}`,
      confirmationMessages: { title: `Give a verdict on ${what}?`, message },
    };
  }

  async invoke(
    { input }: vscode.LanguageModelToolInvocationOptions<VerdictInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    needTrust('giving verdicts from the chat');
    const { comparisons } = this.services;
    const document = toolDocument(input, comparisons);
    const words = wordsOf(input.verdict);
    const row = await this.rowOf(input.comparison, document, token);
    const at = new Date().toISOString();
    await document.editWith(
      decisions => agentVerdict(decisions.get(row), { row, verdict: input.verdict, reason: input.reason, at }),
      `Verdict of an Agent: ${words}`,
    );
    return toolAnswer({ file: document.name, comparison: row + 1, verdict: input.verdict, done: words });
  }

  /** @throws HostError for a row that holds no comparison */
  private async rowOf(
    comparison: number,
    document: ComparisonDocument,
    token: vscode.CancellationToken,
  ): Promise<number> {
    const { engine } = this.services;
    const doc = document.id;
    const { rowCount } = await engine.request(overviewRequest, { doc }, token, 'retry');
    const row = rowOf(comparison, document, rowCount);
    const [detail] = await engine.request(detailRequest, { doc, rows: [row] }, token, 'retry');
    if (detail?.row.kind === 'comparison') return row;
    throw new HostError(
      `${document.name}: line of comparison ${comparison} is malformed, so there is nothing to judge.`,
    );
  }
}

function wordsOf(verdict: Verdict): string {
  if (Object.hasOwn(verdictWords, verdict)) return verdictWords[verdict];
  throw new HostError(
    `There is no verdict ${modelText(String(verdict), 40)}. There are: ${Object.keys(verdictWords).join(', ')}.`,
  );
}
