import type * as vscode from 'vscode';
import type { Message, Response } from '../../dataset/comparison.ts';
import { overviewRequest } from '../../protocol/overview.ts';
import { detailRequest } from '../../protocol/reading.ts';
import type { RowDetail } from '../../protocol/rows.ts';
import type { Reason } from '../../reward/reason.ts';
import type { CommandServices } from '../commands/services.ts';
import { HostError } from '../hostError.ts';
import { modelText, textsAreData } from './modelText.ts';
import { fittingAnswer } from './toolAnswer.ts';
import type { ToolConsent } from './toolConsent.ts';
import { type OnFile, rowOf, toolDocument } from './toolDocument.ts';

/** Input of `pairlens_comparison`. */
export interface ComparisonInput extends OnFile {
  /** Number of the comparison in the file, from 1. */
  readonly comparison: number;
}

/** Most turns of a prompt or response; the last ones are told. */
const turnCap = 12;

/** `pairlens_comparison`: one comparison with its label, findings and what was decided, texts capped. */
export class ComparisonTool implements vscode.LanguageModelTool<ComparisonInput> {
  constructor(
    private readonly services: CommandServices,
    private readonly consent: ToolConsent,
  ) {}

  prepareInvocation({
    input,
  }: vscode.LanguageModelToolInvocationPrepareOptions<ComparisonInput>): vscode.PreparedToolInvocation {
    return { invocationMessage: `Reading comparison ${Number(input.comparison)}` };
  }

  async invoke(
    { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<ComparisonInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { engine, comparisons } = this.services;
    const document = toolDocument(input, comparisons);
    await this.consent.need(document);
    const doc = document.id;
    const { rowCount } = await engine.request(overviewRequest, { doc }, token, 'retry');
    const rows = [rowOf(input.comparison, document, rowCount)];
    const [detail] = await engine.request(detailRequest, { doc, rows }, token, 'retry');
    if (detail === undefined) throw new HostError(`${document.name}: comparison ${input.comparison} can't be read.`);
    return fittingAnswer(
      cap => ({ note: textsAreData, file: document.name, ...told(detail, cap) }),
      tokenizationOptions,
    );
  }
}

/** A row as the model gets it. */
function told({ row, decision, audit, stale }: RowDetail, cap: number): object {
  const number = { comparison: row.row + 1, line: row.line };
  if (row.kind === 'malformed') {
    return { ...number, malformed: row.reason, cure: row.cure, text: modelText(row.text, cap) };
  }
  const { prompt, a, b, label, annotations, source } = row.comparison;
  const text = (message: Message): object => ({
    role: modelText(message.role, 40),
    text: modelText(message.content, cap),
  });
  const turns = (messages: readonly Message[]): object[] => messages.slice(-turnCap).map(text);
  const response = ({ messages, model }: Response): object => ({
    ...(model === undefined ? {} : { model: modelText(model, 80) }),
    turns: turns(messages),
  });
  return {
    ...number,
    prompt: turns(prompt),
    ...(prompt.length > turnCap ? { earlier_turns_left_out: prompt.length - turnCap } : {}),
    response_a: response(a),
    response_b: response(b),
    label,
    ...(source === undefined ? {} : { source: modelText(source, 80) }),
    annotators: annotations
      .slice(0, turnCap)
      .map(({ annotator, label: said }) => ({ annotator: modelText(annotator, 80), label: said })),
    verdict: decision.verdict,
    reviewer_note: modelText(decision.note, cap),
    audit: audit && {
      older_than_last_edit: stale,
      p_of_label: audit.p,
      p_wrong: audit.pWrong,
      findings: audit.findings.map(({ kind, score, reason }) => ({
        kind,
        score,
        reason: modelText(wordsOf(reason), 600),
      })),
    },
  };
}

function wordsOf(reason: Reason): string {
  return reason.map(part => (typeof part === 'string' ? part : `response ${part.response.toUpperCase()}`)).join('');
}
