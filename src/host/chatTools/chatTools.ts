import * as vscode from 'vscode';
import type { CommandServices } from '../commands/services.ts';
import { ComparisonTool } from './comparisonTool.ts';
import { FindingsTool } from './findingsTool.ts';
import { ToolConsent } from './toolConsent.ts';
import { VerdictTool } from './verdictTool.ts';

const setting = 'pairlens.chatTools';

/**
 * Offers the tools to language models in the editor's chat while the setting `pairlens.chatTools` is on, which it is not
 * unless the user says so, and the workspace is trusted.
 *
 * @param consents - where it is kept for which datasets the user agreed
 */
export function offerChatTools(services: CommandServices, consents: vscode.Memento): vscode.Disposable {
  const consent = new ToolConsent(consents, services.dialogs);
  let offered: vscode.Disposable | null = null;
  const adapt = (): void => {
    const wanted = vscode.workspace.isTrusted && vscode.workspace.getConfiguration().get<boolean>(setting) === true;
    if (wanted === (offered !== null)) return;
    offered?.dispose();
    offered = wanted ? register(services, consent) : null;
  };
  adapt();
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeConfiguration(event => event.affectsConfiguration(setting) && adapt()),
    vscode.workspace.onDidGrantWorkspaceTrust(adapt),
    { dispose: () => offered?.dispose() },
  );
}

function register(services: CommandServices, consent: ToolConsent): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.lm.registerTool('pairlens_findings', new FindingsTool(services, consent)),
    vscode.lm.registerTool('pairlens_comparison', new ComparisonTool(services, consent)),
    vscode.lm.registerTool('pairlens_verdict', new VerdictTool(services)),
  );
}
