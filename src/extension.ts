import * as vscode from 'vscode';
import { whyReadOnly } from './host/access.ts';
import { offerChatTools } from './host/chatTools/chatTools.ts';
import { bulkForPage, registerCommands, runForPage } from './host/commands/registerCommands.ts';
import { vscodeDialogs } from './host/dialogs.ts';
import { ComparisonEditor, comparisonEditorId } from './host/editor/comparisonEditor.ts';
import { openMappingPages } from './host/editor/mappingPage.ts';
import { OpenComparisons } from './host/editor/openComparisons.ts';
import { OpeningAgain } from './host/editor/openingAgain.ts';
import { SavedFilters } from './host/editor/savedFilters.ts';
import { ViewStates } from './host/editor/viewStates.ts';
import { EngineClient } from './host/engine/engineClient.ts';
import { answerForModels } from './host/languageModels/editorModels.ts';
import { ServerKeys } from './host/languageModels/keys.ts';
import { createLog } from './host/log.ts';
import { Refits } from './host/refits.ts';
import { ScriptedDialogs } from './host/scriptedDialogs.ts';
import type { TestApi } from './host/testApi.ts';
import { AnnotatorsTree } from './host/views/annotatorsTree.ts';
import { ConstitutionEdits } from './host/views/constitutionEdits.ts';
import { FindingsTree } from './host/views/findingsTree.ts';
import { MemberChoices } from './host/views/memberChoices.ts';
import { MembersTree } from './host/views/membersTree.ts';
import { Overviews } from './host/views/overviews.ts';
import { PrinciplesTree } from './host/views/principlesTree.ts';
import { problemActions } from './host/views/problemActions.ts';
import { ProblemsPanel } from './host/views/problems.ts';
import { registerViews } from './host/views/registerViews.ts';
import { StatusBar } from './host/views/statusBar.ts';

/** Wires the parts together. Nothing is started before a file is opened. */
export function activate(context: vscode.ExtensionContext): TestApi | undefined {
  const { extensionUri, subscriptions } = context;
  const testing = context.extensionMode === vscode.ExtensionMode.Test ? new ScriptedDialogs() : null;
  const dialogs = testing ?? vscodeDialogs;
  const log = createLog();
  const engine = new EngineClient(context.asAbsolutePath('dist/engine.cjs'), log, dialogs, answerForModels);
  const keys = new ServerKeys(context.secrets);
  const comparisons = new OpenComparisons();
  const openingAgain = new OpeningAgain(comparisons, dialogs);
  const states = new ViewStates(context.workspaceState);
  const filters = new SavedFilters(context.workspaceState);
  const overviews = new Overviews(engine, comparisons, log);
  const findings = new FindingsTree(overviews, engine);
  const edits = new ConstitutionEdits(engine, overviews, log);
  const principles = new PrinciplesTree(overviews, edits);
  const choices = new MemberChoices(context.workspaceState);
  const members = new MembersTree(overviews, choices);
  const annotators = new AnnotatorsTree(overviews, engine);
  const statusBar = new StatusBar(overviews, comparisons);
  const refits = new Refits(engine, comparisons, choices, log);
  const shared = {
    engine,
    comparisons,
    openingAgain,
    overviews,
    findings,
    choices,
    states,
    filters,
    refits,
    keys,
    dialogs,
    log,
  };
  const services = { ...shared, principles, edits, extensionUri };
  const storage = context.globalStorageUri.fsPath;
  const problems = new ProblemsPanel({ engine, comparisons, storage, log });
  const editor = new ComparisonEditor({ ...services, storage, run: runForPage, bulk: bulkForPage });
  const welcomeAgain = async () => {
    for (const { document } of comparisons.all) document.readOnly = await whyReadOnly(document.uri);
    for (const panel of comparisons.all) panel.welcomeAgain();
  };
  subscriptions.push(
    log,
    engine,
    comparisons,
    filters,
    refits,
    overviews,
    findings,
    edits,
    principles,
    choices,
    members,
    annotators,
    statusBar,
    problems,
    vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, problemActions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
  subscriptions.push(
    vscode.window.registerCustomEditorProvider(comparisonEditorId, editor, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { enableFindWidget: true },
    }),
    registerCommands(services),
    offerChatTools(services, context.workspaceState),
    filters.onDidChange(() => {
      for (const panel of comparisons.all) panel.welcomeAgain();
    }),
    registerViews({ findings, principles, members, annotators, edits }, overviews, engine),
    vscode.workspace.onDidChangeConfiguration(event => event.affectsConfiguration('pairlens') && welcomeAgain()),
  );
  if (!testing) return undefined;
  const document = (path: string) => comparisons.all.find(panel => panel.document.uri.fsPath === path)?.document;
  const views = { overviews, findings, principles, edits, members, annotators, problems, statusBar };
  return { engine, dialogs: testing, comparisons, ...views, mappingPages: openMappingPages, document };
}
