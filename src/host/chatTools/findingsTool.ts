import type * as vscode from 'vscode';
import { findingsRequest } from '../../protocol/auditing.ts';
import { overviewRequest } from '../../protocol/overview.ts';
import type { FindingKind } from '../../reward/finding.ts';
import type { CommandServices } from '../commands/services.ts';
import { HostError } from '../hostError.ts';
import { modelText, textsAreData } from './modelText.ts';
import { fittingAnswer } from './toolAnswer.ts';
import type { ToolConsent } from './toolConsent.ts';
import { type OnFile, toolDocument } from './toolDocument.ts';

/** Input of `pairlens_findings`. */
export interface FindingsInput extends OnFile {
  /** Only comparisons with this finding; without it only the counts are told. */
  readonly kind?: string;
  /** How many to leave out at the beginning. */
  readonly start?: number;
  /** How many to tell, 1 to 50. */
  readonly count?: number;
}

const most = 50;
/** Characters of the first words of a comparison. */
const titleCap = 120;

/** `pairlens_findings`: what the last audit found, by kind, and the comparisons of one kind, best score first. */
export class FindingsTool implements vscode.LanguageModelTool<FindingsInput> {
  constructor(
    private readonly services: CommandServices,
    private readonly consent: ToolConsent,
  ) {}

  prepareInvocation(): vscode.PreparedToolInvocation {
    return { invocationMessage: 'Reading findings of the audit' };
  }

  async invoke(
    { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<FindingsInput>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const { engine, comparisons } = this.services;
    const document = toolDocument(input, comparisons);
    await this.consent.need(document);
    const doc = document.id;
    const overview = await engine.request(overviewRequest, { doc }, token, 'retry');
    const { audited, stale, rowCount, reviewed } = overview;
    if (!audited) {
      throw new HostError(`${document.name} has not been audited. Ask the user to run “PairLens: Audit This Dataset”.`);
    }
    const counts = overview.findings.filter(({ count }) => count > 0);
    const kind = kindOf(
      input.kind,
      counts.map(found => found.kind),
      document.name,
    );
    const [start, count] = [Math.max(0, Math.trunc(input.start ?? 0)), bounded(input.count ?? 20)];
    const items =
      kind === null ? [] : await engine.request(findingsRequest, { doc, finding: kind, start, count }, token, 'retry');
    return fittingAnswer(
      cap => ({
        note: textsAreData,
        file: document.name,
        comparisons: rowCount,
        with_verdict: reviewed,
        audit_is_older_than_last_edits: stale,
        findings: counts.map(found => ({ kind: found.kind, count: found.count, without_verdict: found.open })),
        ...(kind === null
          ? {}
          : {
              kind,
              start,
              listed: items.map(item => ({
                comparison: item.row + 1,
                line: item.line,
                findings: item.findings,
                p_of_label: item.p,
                verdict: item.verdict,
                begins: modelText(item.title, Math.min(titleCap, cap)),
              })),
            }),
      }),
      tokenizationOptions,
    );
  }
}

function kindOf(kind: string | undefined, there: readonly FindingKind[], name: string): FindingKind | null {
  if (kind === undefined || kind === '') return null;
  const found = there.find(other => other === kind);
  if (found !== undefined) return found;
  throw new HostError(`${name} has no finding ${modelText(kind, 60)}. There are: ${there.join(', ') || 'none'}.`);
}

function bounded(count: number): number {
  return Math.min(most, Math.max(1, Math.trunc(count)));
}
